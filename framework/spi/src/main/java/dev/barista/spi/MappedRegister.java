package dev.barista.spi;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A register in {@link Pages mapped pages}, or an array of them.
 *
 * <p>The value lives in memory that the guest reads and writes at any time. Each access is one load
 * or store that neither side sees half of. What is read is the guest's to change again: read a
 * value once, then check and use that.
 */
public abstract sealed class MappedRegister permits MappedInt, MappedLong {
    private final int width;
    private int count;
    private int stride;
    private long offset;

    /** The memory, in which the register is still to be found; empty until it is bound. */
    MemorySegment pages = MemorySegment.NULL;

    MappedRegister(int width) {
        this.width = width;
    }

    /**
     * Puts the register where it was declared; generated code does that before the first reset.
     *
     * @param pages the memory of its BAR's mapped pages
     * @param offset of the first register, aligned to its width
     * @param count of registers
     * @param stride bytes from one to the next, a multiple of the width
     */
    public final void bind(MemorySegment pages, long offset, int count, int stride) {
        Objects.checkFromIndexSize(offset, (count - 1L) * stride + width, pages.byteSize());
        this.pages = pages;
        this.offset = offset;
        this.count = count;
        this.stride = stride;
    }

    /** How many registers there are. */
    public final int count() {
        return count;
    }

    final long offset(int index) {
        return offset + (long) Objects.checkIndex(index, count) * stride;
    }
}
