package dev.barista.pci;

import static dev.barista.pci.FieldAccess.RW;
import static dev.barista.pci.spec.MsixRegisters.*;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;

/** The MSI-X capability (PCI Local Bus 3.0, section 6.8.2). */
final class MsixCapability implements MessageCapability, ConfigBehaviour {
    private final int messageControl;
    private final ConfigSpace space;
    private final MsixTable table;
    private final Runnable interruptsChanged;

    MsixCapability(int offset, MsixTable table, ConfigSpace space, Runnable interruptsChanged) {
        this.messageControl = offset + MESSAGE_CONTROL;
        this.table = table;
        this.space = space;
        this.interruptsChanged = interruptsChanged;
        space.attach(offset, 4, this);
    }

    static StructureLayout layout(DeviceDescription device, MsixDescription declared) {
        int vectors = declared.vectors();
        if (vectors < 1 || vectors > MAX_VECTORS) {
            throw new IllegalArgumentException(
                    "%s: MSI-X with %d vectors; there can be 1 to %d"
                            .formatted(device.name(), vectors, MAX_VECTORS));
        }
        int tableLength = tableLength(declared);
        int pbaLength = pbaLength(declared);
        checkPlace(device, "table", declared.tableBar(), declared.tableOffset(), tableLength);
        checkPlace(device, "pending bit array", declared.pbaBar(), declared.pbaOffset(), pbaLength);
        if (declared.tableBar() == declared.pbaBar()
                && declared.tableOffset() < declared.pbaOffset() + pbaLength
                && declared.pbaOffset() < declared.tableOffset() + tableLength) {
            throw new IllegalArgumentException(
                    "%s: the MSI-X table and pending bit array overlap in BAR %d"
                            .formatted(device.name(), declared.tableBar()));
        }
        return new StructureLayout("MSI-X", "PCI Local Bus 3.0, 6.8.2", CapabilityIds.MSIX, LENGTH)
                .constant("Table Size", MESSAGE_CONTROL, 0, 10, vectors - 1)
                .field("Function Mask", MESSAGE_CONTROL, 14, 14, RW, 0)
                .field("MSI-X Enable", MESSAGE_CONTROL, 15, 15, RW, 0)
                .constant("Table BIR", TABLE, 0, 2, declared.tableBar())
                .constant("Table Offset", TABLE, 3, 31, declared.tableOffset() >>> 3)
                .constant("PBA BIR", PENDING_BIT_ARRAY, 0, 2, declared.pbaBar())
                .constant("PBA Offset", PENDING_BIT_ARRAY, 3, 31, declared.pbaOffset() >>> 3);
    }

    static int tableLength(MsixDescription declared) {
        return ENTRY_LENGTH * declared.vectors();
    }

    static int pbaLength(MsixDescription declared) {
        return 8 * ((declared.vectors() + 63) / 64);
    }

    private static void checkPlace(
            DeviceDescription device, String what, int index, int offset, int length) {
        int size = device.bar(index).map(BarDescription::size).orElse(0);
        if (offset < 0 || offset % 8 != 0 || offset > size - length) {
            throw new IllegalArgumentException(
                    "%s: the MSI-X %s takes %d bytes at offset 0x%x of BAR %d, which has %d bytes;"
                                    .formatted(device.name(), what, length, offset, index, size)
                            + " it must lie inside, at a multiple of 8");
        }
    }

    @Override
    public void written(int before, int written) {
        interruptsChanged.run();
    }

    @Override
    public InterruptMode mode() {
        return InterruptMode.MSIX;
    }

    @Override
    public boolean enabled() {
        return (space.get(messageControl) & ENABLE) != 0;
    }

    @Override
    public int declared() {
        return table.entries();
    }

    @Override
    public int allocated() {
        return table.entries();
    }

    @Override
    public boolean masked(int message, boolean clientOwnsVectors) {
        return (space.get(messageControl) & FUNCTION_MASK) != 0
                || (!clientOwnsVectors && table.masked(message));
    }

    @Override
    public long address(int message) {
        return table.address(message);
    }

    @Override
    public int data(int message, int messages) {
        return table.data(message);
    }
}
