package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What the data of {@link DeviceFeature#DMA_LOGGING_START} begin with; an address and a length of
 * 64 bits each follow for each range that the client is interested in. No range stands for all
 * memory.
 *
 * <pre>
 *   0           8            12         16
 *   +-----------+------------+----------+
 *   | page_size | num_ranges | reserved |
 *   +-----------+------------+----------+
 * </pre>
 */
public final class DirtyLogStart extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    /** Bytes of each range that follows. */
    public static final int RANGE_SIZE = 16;

    private static final int PAGE_SIZE_OFFSET = 0;
    private static final int NUM_RANGES_OFFSET = 8;
    private static final int RESERVED_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public DirtyLogStart() {}

    /** Moves to a place in a segment. */
    public DirtyLogStart wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /**
     * In a request the size of pages that the client would like, in a reply the one that is logged.
     */
    public long pageSize() {
        return getLong(PAGE_SIZE_OFFSET);
    }

    /** Sets pageSize. */
    public DirtyLogStart pageSize(long value) {
        setLong(PAGE_SIZE_OFFSET, value);
        return this;
    }

    /** How many ranges follow, unsigned. */
    public int numRanges() {
        return getInt(NUM_RANGES_OFFSET);
    }

    /** Sets numRanges. */
    public DirtyLogStart numRanges(int value) {
        setInt(NUM_RANGES_OFFSET, value);
        return this;
    }

    /** 0. */
    public int reserved() {
        return getInt(RESERVED_OFFSET);
    }

    /** Sets reserved. */
    public DirtyLogStart reserved(int value) {
        setInt(RESERVED_OFFSET, value);
        return this;
    }
}
