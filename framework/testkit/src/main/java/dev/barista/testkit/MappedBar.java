package dev.barista.testkit;

import dev.barista.runtime.ring.AccessPort;

/**
 * A BAR as a driver has mapped it. Any offset may be accessed with any width: the device's host
 * answers what a bus would. A write returns when the device has executed it.
 */
public final class MappedBar {
    private final AccessPort port;
    private final int index;

    MappedBar(AccessPort port, int index) {
        this.port = port;
        this.index = index;
    }

    /** Reads 8 bits, zero-extended. */
    public int read8(long offset) {
        return (int) read(offset, Byte.BYTES);
    }

    /** Reads 16 bits, zero-extended. */
    public int read16(long offset) {
        return (int) read(offset, Short.BYTES);
    }

    /** Reads 32 bits. */
    public int read32(long offset) {
        return (int) read(offset, Integer.BYTES);
    }

    /** Reads 64 bits. */
    public long read64(long offset) {
        return read(offset, Long.BYTES);
    }

    /**
     * Reads {@code width} bytes.
     *
     * @return the value, zero-extended
     */
    public long read(long offset, int width) {
        return port.read(index, offset, width);
    }

    /** Writes 8 bits. */
    public void write8(long offset, int value) {
        write(offset, Byte.BYTES, value);
    }

    /** Writes 16 bits. */
    public void write16(long offset, int value) {
        write(offset, Short.BYTES, value);
    }

    /** Writes 32 bits. */
    public void write32(long offset, int value) {
        write(offset, Integer.BYTES, value);
    }

    /** Writes 64 bits. */
    public void write64(long offset, long value) {
        write(offset, Long.BYTES, value);
    }

    /** Writes the low {@code width} bytes of a value. */
    public void write(long offset, int width, long value) {
        port.write(index, offset, width, value);
    }
}
