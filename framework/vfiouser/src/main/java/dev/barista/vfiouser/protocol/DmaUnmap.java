package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request and the reply of {@link Command#DMA_UNMAP}.
 *
 * <pre>
 *   0       4       8         16      24
 *   +-------+-------+---------+-------+
 *   | argsz | flags | address | size  |
 *   +-------+-------+---------+-------+
 * </pre>
 */
public final class DmaUnmap extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 24;

    /**
     * Asks which of the pages that go have been written; {@link DirtyBitmap} follows. Not in the
     * specification, but in {@code <linux/vfio.h>} ({@code VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP}).
     */
    public static final int GET_DIRTY_BITMAP = 1;

    /**
     * Takes all regions away; address and size are 0. Not in the specification, but in {@code
     * <linux/vfio.h>} ({@code VFIO_DMA_UNMAP_FLAG_ALL}) and sent by QEMU.
     */
    public static final int ALL = 1 << 1;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int ADDRESS_OFFSET = 8;
    private static final int SIZE_OFFSET = 16;

    /** Not wrapped round anything yet. */
    public DmaUnmap() {}

    /** Moves to a place in a segment. */
    public DmaUnmap wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public DmaUnmap argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** 0, {@link #GET_DIRTY_BITMAP} or {@link #ALL}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public DmaUnmap flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** The first DMA address, unsigned. */
    public long address() {
        return getLong(ADDRESS_OFFSET);
    }

    /** Sets address. */
    public DmaUnmap address(long value) {
        setLong(ADDRESS_OFFSET, value);
        return this;
    }

    /** Bytes, unsigned. */
    public long size() {
        return getLong(SIZE_OFFSET);
    }

    /** Sets size. */
    public DmaUnmap size(long value) {
        setLong(SIZE_OFFSET, value);
        return this;
    }
}
