package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request of {@link Command#DMA_MAP}; the reply has no payload.
 *
 * <pre>
 *   0       4       8        16        24      32
 *   +-------+-------+--------+---------+-------+
 *   | argsz | flags | offset | address | size  |
 *   +-------+-------+--------+---------+-------+
 * </pre>
 */
public final class DmaMap extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 32;

    /** The device may read. */
    public static final int READABLE = 1;

    /** The device may write. */
    public static final int WRITEABLE = 1 << 1;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int OFFSET_OFFSET = 8;
    private static final int ADDRESS_OFFSET = 16;
    private static final int SIZE_OFFSET = 24;

    /** Not wrapped round anything yet. */
    public DmaMap() {}

    /** Moves to a place in a segment. */
    public DmaMap wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The bytes of this structure. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public DmaMap argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** {@link #READABLE} and {@link #WRITEABLE}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public DmaMap flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** Where the region begins in the file that comes along; 0 without a file. */
    public long offset() {
        return getLong(OFFSET_OFFSET);
    }

    /** Sets offset. */
    public DmaMap offset(long value) {
        setLong(OFFSET_OFFSET, value);
        return this;
    }

    /** The first DMA address, unsigned. */
    public long address() {
        return getLong(ADDRESS_OFFSET);
    }

    /** Sets address. */
    public DmaMap address(long value) {
        setLong(ADDRESS_OFFSET, value);
        return this;
    }

    /** Bytes, unsigned. */
    public long size() {
        return getLong(SIZE_OFFSET);
    }

    /** Sets size. */
    public DmaMap size(long value) {
        setLong(SIZE_OFFSET, value);
        return this;
    }
}
