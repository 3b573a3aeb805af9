package dev.barista.pci;

import dev.barista.spi.binding.BarHandler;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A BAR with plain memory behind it. */
final class MemoryBar extends BarHandler {
    private final ByteBuffer bytes;

    MemoryBar(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int read8(int offset) {
        return Byte.toUnsignedInt(bytes.get(offset));
    }

    @Override
    public int read16(int offset) {
        return Short.toUnsignedInt(bytes.getShort(offset));
    }

    @Override
    public int read32(int offset) {
        return bytes.getInt(offset);
    }

    @Override
    public long read64(int offset) {
        return bytes.getLong(offset);
    }

    @Override
    public void write8(int offset, int value) {
        bytes.put(offset, (byte) value);
    }

    @Override
    public void write16(int offset, int value) {
        bytes.putShort(offset, (short) value);
    }

    @Override
    public void write32(int offset, int value) {
        bytes.putInt(offset, value);
    }

    @Override
    public void write64(int offset, long value) {
        bytes.putLong(offset, value);
    }

    @Override
    public long peek(int offset, int width) {
        return switch (width) {
            case 1 -> read8(offset);
            case 2 -> read16(offset);
            case 4 -> Integer.toUnsignedLong(read32(offset));
            default -> read64(offset);
        };
    }
}
