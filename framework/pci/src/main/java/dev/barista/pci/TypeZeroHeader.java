package dev.barista.pci;

import static dev.barista.pci.FieldAccess.RO;
import static dev.barista.pci.FieldAccess.RW;
import static dev.barista.pci.FieldAccess.RW1C;
import static dev.barista.pci.spec.TypeZeroHeaderRegisters.*;

import dev.barista.spi.BarKind;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;

import java.util.List;

/** The type 0 configuration header (PCI Local Bus 3.0, sections 6.1 and 6.2). */
final class TypeZeroHeader implements ConfigBehaviour {
    private final ConfigSpace space;
    private final Runnable interruptsChanged;

    TypeZeroHeader(ConfigSpace space, Runnable interruptsChanged) {
        this.space = space;
        this.interruptsChanged = interruptsChanged;
        space.attach(COMMAND, 4, this);
    }

    static StructureLayout layout(DeviceDescription device, boolean express, int capabilities) {
        DeviceDescription.Identity identity = device.identity();
        StructureLayout layout =
                new StructureLayout("Type 0 header", "PCI Local Bus 3.0, 6.1", 0, LENGTH)
                        .constant("Vendor ID", VENDOR_ID, 0, 15, identity.vendorId())
                        .constant("Device ID", DEVICE_ID, 0, 15, identity.deviceId());
        command(layout, device.bars());
        status(layout, capabilities != 0);
        layout.constant("Revision ID", REVISION_ID, 0, 7, identity.revision())
                .constant("Class Code", CLASS_CODE, 0, 23, identity.classCode())
                .field("Cache Line Size", CACHE_LINE_SIZE, 0, 7, RW, 0)
                // PCI Express Base 4.0, 7.5.1.1: does not apply, hardwired to zero.
                .field("Latency Timer", LATENCY_TIMER, 0, 7, express ? RO : RW, 0)
                .constant("Header Type", HEADER_TYPE, 0, 7, 0)
                .constant("BIST", BIST, 0, 7, 0);
        int taken = 0;
        for (BarDescription bar : device.bars()) {
            int registers = (bar.kind() == BarKind.MEMORY_64 ? 0b11 : 0b1) << bar.index();
            if (bar.index() < 0 || (taken & registers) != 0 || registers >= 1 << BARS) {
                throw new IllegalArgumentException(
                        "%s: BAR %d is no free one of the %d"
                                .formatted(device.name(), bar.index(), BARS));
            }
            taken |= registers;
            bar(layout, device.name(), bar);
        }
        return layout.constant("CardBus CIS Pointer", CARDBUS_CIS_POINTER, 0, 31, 0)
                .constant(
                        "Subsystem Vendor ID",
                        SUBSYSTEM_VENDOR_ID,
                        0,
                        15,
                        identity.subsystemVendorId())
                .constant("Subsystem ID", SUBSYSTEM_ID, 0, 15, identity.subsystemId())
                .constant("Expansion ROM", EXPANSION_ROM, 0, 31, 0)
                .constant("Capabilities Pointer", CAPABILITIES_POINTER, 0, 7, capabilities)
                .field("Interrupt Line", INTERRUPT_LINE, 0, 7, RW, 0)
                .constant(
                        "Interrupt Pin",
                        INTERRUPT_PIN,
                        0,
                        7,
                        device.intx() == null ? 0 : device.intx().ordinal() + 1)
                .constant("Min_Gnt", MIN_GNT, 0, 7, 0)
                .constant("Max_Lat", MAX_LAT, 0, 7, 0);
    }

    /** An enable bit of an address space is hardwired to zero where nothing decodes that space. */
    private static void command(StructureLayout layout, List<BarDescription> bars) {
        boolean io = bars.stream().anyMatch(bar -> bar.kind() == BarKind.IO);
        boolean memory = bars.stream().anyMatch(bar -> bar.kind() != BarKind.IO);
        layout.field("Command: I/O Space Enable", COMMAND, 0, 0, io ? RW : RO, 0)
                .field("Command: Memory Space Enable", COMMAND, 1, 1, memory ? RW : RO, 0)
                .field("Command: Bus Master Enable", COMMAND, 2, 2, RW, 0)
                .constant("Command: Special Cycles", COMMAND, 3, 3, 0)
                .constant("Command: Memory Write and Invalidate Enable", COMMAND, 4, 4, 0)
                .constant("Command: VGA Palette Snoop", COMMAND, 5, 5, 0)
                .field("Command: Parity Error Response", COMMAND, 6, 6, RW, 0)
                .field("Command: SERR# Enable", COMMAND, 8, 8, RW, 0)
                .constant("Command: Fast Back-to-Back Enable", COMMAND, 9, 9, 0)
                .field("Command: Interrupt Disable", COMMAND, 10, 10, RW, 0);
    }

    private static void status(StructureLayout layout, boolean capabilities) {
        layout.constant("Status: Interrupt Status", STATUS, 3, 3, 0)
                .constant("Status: Capabilities List", STATUS, 4, 4, capabilities ? 1 : 0)
                .constant("Status: 66 MHz Capable", STATUS, 5, 5, 0)
                .constant("Status: Fast Back-to-Back Capable", STATUS, 7, 7, 0)
                .field("Status: Master Data Parity Error", STATUS, 8, 8, RW1C, 0)
                .constant("Status: DEVSEL Timing", STATUS, 9, 10, 0)
                .field("Status: Signaled Target Abort", STATUS, 11, 11, RW1C, 0)
                .field("Status: Received Target Abort", STATUS, 12, 12, RW1C, 0)
                .field("Status: Received Master Abort", STATUS, 13, 13, RW1C, 0)
                .field("Status: Signaled System Error", STATUS, 14, 14, RW1C, 0)
                .field("Status: Detected Parity Error", STATUS, 15, 15, RW1C, 0);
    }

    /** Address bits below the BAR's size are hardwired to zero: that is how software sizes it. */
    private static void bar(StructureLayout layout, String device, BarDescription bar) {
        int smallest = bar.kind() == BarKind.IO ? 4 : 16;
        if (Integer.bitCount(bar.size()) != 1 || bar.size() < smallest) {
            throw new IllegalArgumentException(
                    "%s: BAR %d of %d bytes; a size is a power of two, at least %d"
                            .formatted(device, bar.index(), bar.size(), smallest));
        }
        int lowest = Integer.numberOfTrailingZeros(bar.size());
        int offset = BAR0 + 4 * bar.index();
        String name = "BAR " + bar.index();
        if (bar.kind() == BarKind.IO) {
            layout.constant(name + ": I/O Space", offset, 0, 0, 1)
                    .field(name + ": Address", offset, lowest, 31, RW, 0);
            return;
        }
        boolean wide = bar.kind() == BarKind.MEMORY_64;
        layout.constant(name + ": I/O Space", offset, 0, 0, 0)
                .constant(name + ": Type", offset, 1, 2, wide ? BAR_TYPE_64 >> 1 : 0)
                .constant(name + ": Prefetchable", offset, 3, 3, bar.prefetchable() ? 1 : 0)
                .field(name + ": Address", offset, lowest, 31, RW, 0);
        if (wide) {
            layout.field(name + ": Upper Address", offset + 4, 0, 31, RW, 0);
        }
    }

    @Override
    public void written(int before, int written) {
        if (((space.get(COMMAND) ^ before) & COMMAND_INTERRUPT_DISABLE) != 0) {
            interruptsChanged.run();
        }
    }

    boolean interruptDisabled() {
        return (space.get(COMMAND) & COMMAND_INTERRUPT_DISABLE) != 0;
    }

    boolean busMasterEnabled() {
        return (space.get(COMMAND) & COMMAND_BUS_MASTER) != 0;
    }

    void interruptStatus(boolean pending) {
        space.set(STATUS, STATUS_INTERRUPT, pending ? STATUS_INTERRUPT : 0);
    }

    void receivedMasterAbort() {
        space.set(STATUS, STATUS_RECEIVED_MASTER_ABORT, STATUS_RECEIVED_MASTER_ABORT);
    }

    /** The address a BAR decodes, or -1 while its address space is not enabled. */
    long address(BarDescription bar) {
        int offset = BAR0 + 4 * bar.index();
        boolean io = bar.kind() == BarKind.IO;
        int enable = io ? COMMAND_IO_SPACE : COMMAND_MEMORY_SPACE;
        if ((space.get(COMMAND) & enable) == 0) {
            return -1;
        }
        int flags = io ? BAR_IO_FLAGS : BAR_MEMORY_FLAGS;
        long low = Integer.toUnsignedLong(space.get(offset) & ~flags);
        return bar.kind() == BarKind.MEMORY_64 ? ((long) space.get(offset + 4) << 32) | low : low;
    }
}
