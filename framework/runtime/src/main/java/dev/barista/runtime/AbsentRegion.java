package dev.barista.runtime;

import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.GuestErrors;

/** A region that answers as an empty bus does: all ones, writes dropped. */
final class AbsentRegion extends BarHandler {
    private final int region;
    private final GuestErrors errors;

    AbsentRegion(int region, GuestErrors errors) {
        this.region = region;
        this.errors = errors;
    }

    @Override
    public int read8(int offset) {
        return (int) errors.unmappedRead(region, offset, Byte.BYTES) & 0xff;
    }

    @Override
    public int read16(int offset) {
        return (int) errors.unmappedRead(region, offset, Short.BYTES) & 0xffff;
    }

    @Override
    public int read32(int offset) {
        return (int) errors.unmappedRead(region, offset, Integer.BYTES);
    }

    @Override
    public long read64(int offset) {
        return errors.unmappedRead(region, offset, Long.BYTES);
    }

    @Override
    public void write8(int offset, int value) {
        dropped(offset, Byte.BYTES);
    }

    @Override
    public void write16(int offset, int value) {
        dropped(offset, Short.BYTES);
    }

    @Override
    public void write32(int offset, int value) {
        dropped(offset, Integer.BYTES);
    }

    @Override
    public void write64(int offset, long value) {
        dropped(offset, Long.BYTES);
    }

    @Override
    public long peek(int offset, int width) {
        return -1;
    }

    private void dropped(int offset, int width) {
        errors.count(GuestErrors.Kind.UNMAPPED_WRITE, region, offset, width);
    }
}
