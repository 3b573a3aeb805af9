package dev.barista.spi.binding;

/**
 * The accesses of one BAR, one method a width. Offsets are below the BAR's size and aligned to the
 * width; what is no register answers all ones, or drops the write, and is counted.
 *
 * <p>Values of less than 32 bits are zero-extended when read; when written, bits above the width
 * are ignored.
 */
public abstract class BarHandler {
    /** For subclasses. */
    protected BarHandler() {}

    /** Reads 8 bits. */
    public abstract int read8(int offset);

    /** Reads 16 bits. */
    public abstract int read16(int offset);

    /** Reads 32 bits. */
    public abstract int read32(int offset);

    /** Reads 64 bits. */
    public abstract long read64(int offset);

    /** Writes 8 bits. */
    public abstract void write8(int offset, int value);

    /** Writes 16 bits. */
    public abstract void write16(int offset, int value);

    /** Writes 32 bits. */
    public abstract void write32(int offset, int value);

    /** Writes 64 bits. */
    public abstract void write64(int offset, long value);

    /**
     * The stored value of the register at {@code offset}, without side effects, hooks or counting;
     * all ones where no register of {@code width} bytes is.
     */
    public abstract long peek(int offset, int width);
}
