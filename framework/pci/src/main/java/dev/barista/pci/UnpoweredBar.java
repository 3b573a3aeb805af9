package dev.barista.pci;

import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.GuestErrors;

/** A BAR in D3hot: nobody answers (PCI Power Management 1.2, section 5.4.1). */
final class UnpoweredBar extends BarHandler {
    private final int index;
    private final BarHandler powered;
    private final GuestErrors errors;

    UnpoweredBar(int index, BarHandler powered, GuestErrors errors) {
        this.index = index;
        this.powered = powered;
        this.errors = errors;
    }

    @Override
    public int read8(int offset) {
        return (int) errors.unmappedRead(index, offset, 1) & 0xff;
    }

    @Override
    public int read16(int offset) {
        return (int) errors.unmappedRead(index, offset, 2) & 0xffff;
    }

    @Override
    public int read32(int offset) {
        return (int) errors.unmappedRead(index, offset, 4);
    }

    @Override
    public long read64(int offset) {
        return errors.unmappedRead(index, offset, 8);
    }

    @Override
    public void write8(int offset, int value) {
        dropped(offset, 1);
    }

    @Override
    public void write16(int offset, int value) {
        dropped(offset, 2);
    }

    @Override
    public void write32(int offset, int value) {
        dropped(offset, 4);
    }

    @Override
    public void write64(int offset, long value) {
        dropped(offset, 8);
    }

    /** The registers keep their values in D3hot, for those who look from outside. */
    @Override
    public long peek(int offset, int width) {
        return powered.peek(offset, width);
    }

    private void dropped(int offset, int width) {
        errors.count(GuestErrors.Kind.UNMAPPED_WRITE, index, offset, width);
    }
}
