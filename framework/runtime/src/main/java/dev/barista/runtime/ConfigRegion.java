package dev.barista.runtime;

import dev.barista.pci.EmulatedFunction;
import dev.barista.spi.binding.BarHandler;

/** The configuration space as a region; its 64-bit accesses are two of 32 bits. */
final class ConfigRegion extends BarHandler {
    private final EmulatedFunction function;

    ConfigRegion(EmulatedFunction function) {
        this.function = function;
    }

    @Override
    public int read8(int offset) {
        return function.readConfig(offset, Byte.BYTES);
    }

    @Override
    public int read16(int offset) {
        return function.readConfig(offset, Short.BYTES);
    }

    @Override
    public int read32(int offset) {
        return function.readConfig(offset, Integer.BYTES);
    }

    @Override
    public long read64(int offset) {
        return Integer.toUnsignedLong(read32(offset))
                | (long) read32(offset + Integer.BYTES) << Integer.SIZE;
    }

    @Override
    public void write8(int offset, int value) {
        function.writeConfig(offset, Byte.BYTES, value);
    }

    @Override
    public void write16(int offset, int value) {
        function.writeConfig(offset, Short.BYTES, value);
    }

    @Override
    public void write32(int offset, int value) {
        function.writeConfig(offset, Integer.BYTES, value);
    }

    @Override
    public void write64(int offset, long value) {
        write32(offset, (int) value);
        write32(offset + Integer.BYTES, (int) (value >>> Integer.SIZE));
    }

    @Override
    public long peek(int offset, int width) {
        return width == Long.BYTES ? read64(offset) : function.readConfig(offset, width);
    }
}
