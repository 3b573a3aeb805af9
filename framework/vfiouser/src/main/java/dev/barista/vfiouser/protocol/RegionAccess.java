package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What {@link Command#REGION_READ} and {@link Command#REGION_WRITE} and their replies begin with;
 * the data of a write's request and a read's reply follow.
 *
 * <pre>
 *   0        8        12      16
 *   +--------+--------+-------+
 *   | offset | region | count |
 *   +--------+--------+-------+
 * </pre>
 */
public final class RegionAccess extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    private static final int OFFSET_OFFSET = 0;
    private static final int REGION_OFFSET = 8;
    private static final int COUNT_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public RegionAccess() {}

    /** Moves to a place in a segment. */
    public RegionAccess wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** Where in the region, unsigned. */
    public long offset() {
        return getLong(OFFSET_OFFSET);
    }

    /** Sets offset. */
    public RegionAccess offset(long value) {
        setLong(OFFSET_OFFSET, value);
        return this;
    }

    /** Which region. */
    public int region() {
        return getInt(REGION_OFFSET);
    }

    /** Sets region. */
    public RegionAccess region(int value) {
        setInt(REGION_OFFSET, value);
        return this;
    }

    /** Bytes to transfer, or transferred; unsigned. */
    public int count() {
        return getInt(COUNT_OFFSET);
    }

    /** Sets count. */
    public RegionAccess count(int value) {
        setInt(COUNT_OFFSET, value);
        return this;
    }
}
