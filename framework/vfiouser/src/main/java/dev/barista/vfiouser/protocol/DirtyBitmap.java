package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What follows the request of {@link Command#DMA_UNMAP} with {@link DmaUnmap#GET_DIRTY_BITMAP}, and
 * its reply, where the bitmap comes next ({@code struct vfio_bitmap} of {@code <linux/vfio.h>}
 * without the pointer).
 *
 * <pre>
 *   0        8      16
 *   +--------+------+
 *   | pgsize | size |
 *   +--------+------+
 * </pre>
 */
public final class DirtyBitmap extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    private static final int PGSIZE_OFFSET = 0;
    private static final int SIZE_OFFSET = 8;

    /** Not wrapped round anything yet. */
    public DirtyBitmap() {}

    /** Moves to a place in a segment. */
    public DirtyBitmap wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** What one bit stands for, a power of two. */
    public long pgsize() {
        return getLong(PGSIZE_OFFSET);
    }

    /** Sets pgsize. */
    public DirtyBitmap pgsize(long value) {
        setLong(PGSIZE_OFFSET, value);
        return this;
    }

    /** Bytes of the bitmap, a multiple of 8. */
    public long size() {
        return getLong(SIZE_OFFSET);
    }

    /** Sets size. */
    public DirtyBitmap size(long value) {
        setLong(SIZE_OFFSET, value);
        return this;
    }
}
