package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What {@link Command#DMA_READ} and {@link Command#DMA_WRITE} and their replies begin with; the
 * data of a write's request and a read's reply follow.
 *
 * <pre>
 *   0         8       16
 *   +---------+-------+
 *   | address | count |
 *   +---------+-------+
 * </pre>
 */
public final class DmaAccess extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    private static final int ADDRESS_OFFSET = 0;
    private static final int COUNT_OFFSET = 8;

    /** Not wrapped round anything yet. */
    public DmaAccess() {}

    /** Moves to a place in a segment. */
    public DmaAccess wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The DMA address, unsigned. */
    public long address() {
        return getLong(ADDRESS_OFFSET);
    }

    /** Sets address. */
    public DmaAccess address(long value) {
        setLong(ADDRESS_OFFSET, value);
        return this;
    }

    /** Bytes to transfer, or transferred. */
    public long count() {
        return getLong(COUNT_OFFSET);
    }

    /**
     * The low 32 bits of the count, unsigned: all that a write's reply has by the specification.
     */
    public long shortCount() {
        return Integer.toUnsignedLong(getInt(COUNT_OFFSET));
    }

    /** Sets count. */
    public DmaAccess count(long value) {
        setLong(COUNT_OFFSET, value);
        return this;
    }
}
