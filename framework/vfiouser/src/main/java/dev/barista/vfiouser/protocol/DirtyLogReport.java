package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The data of {@link DeviceFeature#DMA_LOGGING_REPORT}; in the reply a bitmap follows, in units of
 * 64 bits, with one bit for each page.
 *
 * <pre>
 *   0      8        16          24
 *   +------+--------+-----------+
 *   | iova | length | page_size |
 *   +------+--------+-----------+
 * </pre>
 */
public final class DirtyLogReport extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 24;

    private static final int IOVA_OFFSET = 0;
    private static final int LENGTH_OFFSET = 8;
    private static final int PAGE_SIZE_OFFSET = 16;

    /** Not wrapped round anything yet. */
    public DirtyLogReport() {}

    /** Moves to a place in a segment. */
    public DirtyLogReport wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The first DMA address of the range, unsigned. */
    public long iova() {
        return getLong(IOVA_OFFSET);
    }

    /** Sets iova. */
    public DirtyLogReport iova(long value) {
        setLong(IOVA_OFFSET, value);
        return this;
    }

    /** Bytes of the range, unsigned. */
    public long length() {
        return getLong(LENGTH_OFFSET);
    }

    /** Sets length. */
    public DirtyLogReport length(long value) {
        setLong(LENGTH_OFFSET, value);
        return this;
    }

    /** What one bit stands for, a power of two. */
    public long pageSize() {
        return getLong(PAGE_SIZE_OFFSET);
    }

    /** Sets pageSize. */
    public DirtyLogReport pageSize(long value) {
        setLong(PAGE_SIZE_OFFSET, value);
        return this;
    }
}
