package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request of {@link Command#DEVICE_GET_REGION_IO_FDS}, and what its reply begins with; as many
 * descriptions of file descriptors follow as it counts.
 *
 * <pre>
 *   0       4       8       12      16
 *   +-------+-------+-------+-------+
 *   | argsz | flags | index | count |
 *   +-------+-------+-------+-------+
 * </pre>
 */
public final class RegionIoFds extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int INDEX_OFFSET = 8;
    private static final int COUNT_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public RegionIoFds() {}

    /** Moves to a place in a segment. */
    public RegionIoFds wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public RegionIoFds argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** 0. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public RegionIoFds flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** Which region is meant, as in {@link RegionInfo#index()}. */
    public int index() {
        return getInt(INDEX_OFFSET);
    }

    /** Sets index. */
    public RegionIoFds index(int value) {
        setInt(INDEX_OFFSET, value);
        return this;
    }

    /** How many descriptions follow; 0 in a request. */
    public int count() {
        return getInt(COUNT_OFFSET);
    }

    /** Sets count. */
    public RegionIoFds count(int value) {
        setInt(COUNT_OFFSET, value);
        return this;
    }
}
