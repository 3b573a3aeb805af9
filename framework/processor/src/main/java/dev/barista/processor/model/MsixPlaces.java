package dev.barista.processor.model;

import dev.barista.spi.MsiX;

/** Where the structures of an {@link MsiX} declaration are, defaults resolved. */
public record MsixPlaces(Place table, Place pendingBits) {
    private static final int TABLE_ENTRY_BYTES = 16;

    /** The places of a declaration with at least one vector. */
    public static MsixPlaces of(MsiX msix) {
        int tableBytes = TABLE_ENTRY_BYTES * msix.vectors();
        int pendingBytes = Math.ceilDiv(msix.vectors(), Long.SIZE) * Long.BYTES;
        int pbaBar = msix.pbaBar() == -1 ? msix.tableBar() : msix.pbaBar();
        int behindTable = pbaBar == msix.tableBar() ? msix.tableOffset() + tableBytes : 0;
        return new MsixPlaces(
                Place.single(msix.tableBar(), msix.tableOffset(), tableBytes),
                Place.single(
                        pbaBar,
                        msix.pbaOffset() == -1 ? behindTable : msix.pbaOffset(),
                        pendingBytes));
    }
}
