package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * One write of {@link Command#REGION_WRITE_MULTI}, whose request is their number, 64 bits, and so
 * many of these. The reply is the number of writes done.
 *
 * <pre>
 *   0        8        12      16      24
 *   +--------+--------+-------+-------+
 *   | offset | region | count | data  |
 *   +--------+--------+-------+-------+
 * </pre>
 */
public final class MultiWrite extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 24;

    private static final int OFFSET_OFFSET = 0;
    private static final int REGION_OFFSET = 8;
    private static final int COUNT_OFFSET = 12;

    /** Where the data begin. */
    public static final int DATA_OFFSET = 16;

    /** Not wrapped round anything yet. */
    public MultiWrite() {}

    /** Moves to a place in a segment. */
    public MultiWrite wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** Where in the region, unsigned. */
    public long offset() {
        return getLong(OFFSET_OFFSET);
    }

    /** Sets offset. */
    public MultiWrite offset(long value) {
        setLong(OFFSET_OFFSET, value);
        return this;
    }

    /** Which region. */
    public int region() {
        return getInt(REGION_OFFSET);
    }

    /** Sets region. */
    public MultiWrite region(int value) {
        setInt(REGION_OFFSET, value);
        return this;
    }

    /** Bytes to write, at most 8. */
    public int count() {
        return getInt(COUNT_OFFSET);
    }

    /** Sets count. */
    public MultiWrite count(int value) {
        setInt(COUNT_OFFSET, value);
        return this;
    }

    /** The bytes; those behind the count mean nothing. */
    public long data() {
        return getLong(DATA_OFFSET);
    }

    /** Sets data. */
    public MultiWrite data(long value) {
        setLong(DATA_OFFSET, value);
        return this;
    }
}
