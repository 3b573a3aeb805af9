package dev.barista.runtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * A BAR with mapped pages: an access to one of them does what a guest that has it mapped would do.
 * All others go to the device.
 */
final class MappedRegion extends BarHandler {
    private static final VarHandle SHORT = little(ValueLayout.JAVA_SHORT);
    private static final VarHandle INT = little(ValueLayout.JAVA_INT);
    private static final VarHandle LONG = little(ValueLayout.JAVA_LONG);

    private final BarHandler device;
    private final MemorySegment pages;

    /** Where areas begin and end, in order. */
    private final int[] bounds;

    MappedRegion(BarDescription bar, MemorySegment pages, BarHandler device) {
        this.device = device;
        this.pages = pages;
        this.bounds =
                bar.mapped().stream()
                        .flatMapToInt(area -> IntStream.of(area.offset(), area.end()))
                        .toArray();
    }

    @Override
    public int read8(int offset) {
        return isMapped(offset)
                ? Byte.toUnsignedInt(pages.get(JAVA_BYTE, offset))
                : device.read8(offset);
    }

    @Override
    public int read16(int offset) {
        return isMapped(offset)
                ? Short.toUnsignedInt((short) SHORT.getAcquire(pages, (long) offset))
                : device.read16(offset);
    }

    @Override
    public int read32(int offset) {
        return isMapped(offset)
                ? (int) INT.getAcquire(pages, (long) offset)
                : device.read32(offset);
    }

    @Override
    public long read64(int offset) {
        return isMapped(offset)
                ? (long) LONG.getAcquire(pages, (long) offset)
                : device.read64(offset);
    }

    @Override
    public void write8(int offset, int value) {
        if (isMapped(offset)) {
            pages.set(JAVA_BYTE, offset, (byte) value);
        } else {
            device.write8(offset, value);
        }
    }

    @Override
    public void write16(int offset, int value) {
        if (isMapped(offset)) {
            SHORT.setRelease(pages, (long) offset, (short) value);
        } else {
            device.write16(offset, value);
        }
    }

    @Override
    public void write32(int offset, int value) {
        if (isMapped(offset)) {
            INT.setRelease(pages, (long) offset, value);
        } else {
            device.write32(offset, value);
        }
    }

    @Override
    public void write64(int offset, long value) {
        if (isMapped(offset)) {
            LONG.setRelease(pages, (long) offset, value);
        } else {
            device.write64(offset, value);
        }
    }

    @Override
    public long peek(int offset, int width) {
        if (!isMapped(offset)) {
            return device.peek(offset, width);
        }
        return switch (width) {
            case 1 -> read8(offset);
            case 2 -> read16(offset);
            case 4 -> Integer.toUnsignedLong(read32(offset));
            case 8 -> read64(offset);
            default -> -1;
        };
    }

    /** Areas are few, and an aligned access lies in one page. */
    private boolean isMapped(int offset) {
        for (int i = 0; i < bounds.length; i += 2) {
            if (offset >= bounds[i] && offset < bounds[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static VarHandle little(ValueLayout layout) {
        return layout.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    }
}
