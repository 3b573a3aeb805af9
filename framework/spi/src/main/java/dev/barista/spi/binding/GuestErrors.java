package dev.barista.spi.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * What a guest did wrong to one device: a counter for each kind, and the first of each. Repetition
 * costs an increment, so a guest cannot flood a log.
 */
public final class GuestErrors {
    /** The kinds of mistake. */
    public enum Kind {
        /** A read where no register of that width is. */
        UNMAPPED_READ,
        /** A write where no register of that width is. */
        UNMAPPED_WRITE,
        /** A write to a read-only register. */
        READ_ONLY_WRITE,
        /** A write while the register's guard says no. */
        REFUSED_WRITE,
        /** A write to a register that its specification reserves. */
        RESERVED_WRITE,
        /** An access to a register that the model leaves out. */
        UNIMPLEMENTED,
        /** An access that crosses the end of its region or is not aligned to its width. */
        MISALIGNED,
        /** DMA that the guest's memory map does not allow. */
        DMA_FAULT
    }

    /** Counted mistakes of one kind, and where the first one was. */
    public record Entry(
            Kind kind, long count, int firstRegion, long firstAddress, int firstWidth) {}

    private static final Kind[] KINDS = Kind.values();

    private final long[] counts = new long[KINDS.length];
    private final int[] firstRegions = new int[KINDS.length];
    private final long[] firstAddresses = new long[KINDS.length];
    private final int[] firstWidths = new int[KINDS.length];

    /** Nothing counted. */
    public GuestErrors() {}

    /**
     * Counts a mistake.
     *
     * @param region the BAR's index, 7 for config space, -1 for guest memory
     * @param address the offset in the region, or the guest address
     * @param width bytes
     */
    public void count(Kind kind, int region, long address, int width) {
        int index = kind.ordinal();
        if (counts[index]++ == 0) {
            firstRegions[index] = region;
            firstAddresses[index] = address;
            firstWidths[index] = width;
        }
    }

    /** Counts a read that no register answers, and gives that answer: all ones. */
    public long unmappedRead(int bar, int offset, int width) {
        count(Kind.UNMAPPED_READ, bar, offset, width);
        return -1L;
    }

    /** How often a kind of mistake was made. */
    public long count(Kind kind) {
        return counts[kind.ordinal()];
    }

    /** The kinds that have happened. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Kind kind : KINDS) {
            int index = kind.ordinal();
            if (counts[index] > 0) {
                entries.add(
                        new Entry(
                                kind,
                                counts[index],
                                firstRegions[index],
                                firstAddresses[index],
                                firstWidths[index]));
            }
        }
        return entries;
    }
}
