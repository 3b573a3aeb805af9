package dev.barista.pci;

import dev.barista.pci.spec.MsixRegisters;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.GuestErrors;

/**
 * A BAR that holds the MSI-X table, the pending bit array or both, in front of the device's own
 * registers. The structures are accessed by aligned 32 or 64 bits (PCI Local Bus 3.0, section
 * 6.8.2); any other width is a guest error.
 */
final class MsixBar extends BarHandler {
    private final int index;
    private final BarHandler device;
    private final GuestErrors errors;
    private final MsixTable table;
    private final InterruptDelivery interrupts;
    private final int tableOffset;
    private final int tableLength;
    private final int pbaOffset;
    private final int pbaLength;

    MsixBar(
            int index,
            BarHandler device,
            GuestErrors errors,
            MsixDescription declared,
            MsixTable table,
            InterruptDelivery interrupts) {
        this.index = index;
        this.device = device;
        this.errors = errors;
        this.table = table;
        this.interrupts = interrupts;
        this.tableOffset = declared.tableOffset();
        this.tableLength = declared.tableBar() == index ? MsixCapability.tableLength(declared) : 0;
        this.pbaOffset = declared.pbaOffset();
        this.pbaLength = declared.pbaBar() == index ? MsixCapability.pbaLength(declared) : 0;
    }

    @Override
    public int read8(int offset) {
        return inTable(offset) || inPba(offset)
                ? (int) errors.unmappedRead(index, offset, 1) & 0xff
                : device.read8(offset);
    }

    @Override
    public int read16(int offset) {
        return inTable(offset) || inPba(offset)
                ? (int) errors.unmappedRead(index, offset, 2) & 0xffff
                : device.read16(offset);
    }

    @Override
    public int read32(int offset) {
        if (inTable(offset)) {
            return table.read(offset - tableOffset);
        }
        if (inPba(offset)) {
            return pba32(offset - pbaOffset);
        }
        return device.read32(offset);
    }

    @Override
    public long read64(int offset) {
        if (inTable(offset)) {
            return table64(offset - tableOffset);
        }
        if (inPba(offset)) {
            return pba64(offset - pbaOffset);
        }
        return device.read64(offset);
    }

    @Override
    public void write8(int offset, int value) {
        if (inTable(offset) || inPba(offset)) {
            errors.count(GuestErrors.Kind.UNMAPPED_WRITE, index, offset, 1);
        } else {
            device.write8(offset, value);
        }
    }

    @Override
    public void write16(int offset, int value) {
        if (inTable(offset) || inPba(offset)) {
            errors.count(GuestErrors.Kind.UNMAPPED_WRITE, index, offset, 2);
        } else {
            device.write16(offset, value);
        }
    }

    @Override
    public void write32(int offset, int value) {
        if (inTable(offset)) {
            writeTable(offset - tableOffset, value);
        } else if (inPba(offset)) {
            errors.count(GuestErrors.Kind.READ_ONLY_WRITE, index, offset, 4);
        } else {
            device.write32(offset, value);
        }
    }

    @Override
    public void write64(int offset, long value) {
        if (inTable(offset)) {
            // Message Data is in place before its Vector Control unmasks it.
            writeTable(offset - tableOffset, (int) value);
            writeTable(offset - tableOffset + 4, (int) (value >>> 32));
        } else if (inPba(offset)) {
            errors.count(GuestErrors.Kind.READ_ONLY_WRITE, index, offset, 8);
        } else {
            device.write64(offset, value);
        }
    }

    @Override
    public long peek(int offset, int width) {
        boolean wide = width == 8;
        if (inTable(offset)) {
            if (width == 4 || wide) {
                return wide
                        ? table64(offset - tableOffset)
                        : Integer.toUnsignedLong(table.read(offset - tableOffset));
            }
            return -1;
        }
        if (inPba(offset)) {
            if (width == 4 || wide) {
                return wide
                        ? pba64(offset - pbaOffset)
                        : Integer.toUnsignedLong(pba32(offset - pbaOffset));
            }
            return -1;
        }
        return device.peek(offset, width);
    }

    private boolean inTable(int offset) {
        return Integer.compareUnsigned(offset - tableOffset, tableLength) < 0;
    }

    private boolean inPba(int offset) {
        return Integer.compareUnsigned(offset - pbaOffset, pbaLength) < 0;
    }

    private long table64(int offset) {
        return Integer.toUnsignedLong(table.read(offset)) | ((long) table.read(offset + 4) << 32);
    }

    private int pba32(int offset) {
        return (int) (pba64(offset & ~7) >>> (8 * (offset & 4)));
    }

    private long pba64(int offset) {
        return interrupts.pendingBits(8 * offset, table.entries());
    }

    private void writeTable(int offset, int value) {
        int entry = offset / MsixRegisters.ENTRY_LENGTH;
        boolean masked = table.masked(entry);
        table.write(offset, value);
        if (masked && !table.masked(entry)) {
            interrupts.unmasked(entry);
        }
    }
}
