package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DeviceInfo;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqInfo;
import dev.barista.vfiouser.protocol.PciRegion;
import dev.barista.vfiouser.protocol.RegionInfo;
import dev.barista.vfiouser.protocol.RegionIoFds;

/**
 * {@link Command#DEVICE_GET_INFO}, {@link Command#DEVICE_GET_REGION_INFO}, {@link
 * Command#DEVICE_GET_REGION_IO_FDS} and {@link Command#DEVICE_GET_IRQ_INFO}. Each answers the
 * length of the reply, or an error number negated.
 */
final class DeviceQueries {
    private final RegionAccesses regions;
    private final MappableRegions mappable;
    private final ClientInterrupts interrupts;
    private final DeviceInfo device = new DeviceInfo();
    private final RegionInfo region = new RegionInfo();
    private final RegionIoFds ioFds = new RegionIoFds();
    private final IrqInfo irq = new IrqInfo();

    DeviceQueries(RegionAccesses regions, MappableRegions mappable, ClientInterrupts interrupts) {
        this.regions = regions;
        this.mappable = mappable;
        this.interrupts = interrupts;
    }

    int deviceInfo(Inbox in, Outbox out) {
        if (in.payloadLength() != DeviceInfo.SIZE
                || isTooSmall(device.wrap(in.segment(), in.payload()).argsz(), DeviceInfo.SIZE)) {
            return -Errno.EINVAL;
        }
        device.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(DeviceInfo.SIZE)
                .flags(DeviceInfo.RESET | DeviceInfo.PCI)
                .numRegions(PciRegion.COUNT)
                .numIrqs(IrqIndex.COUNT);
        return DeviceInfo.SIZE;
    }

    /**
     * A reply that has no room for the capabilities says how much they need, and nothing of
     * mapping: without them a client would map what is trapped.
     */
    int regionInfo(Inbox in, Outbox out) {
        // Clients send the whole room that they have for capabilities.
        if (in.payloadLength() < RegionInfo.SIZE
                || isTooSmall(region.wrap(in.segment(), in.payload()).argsz(), RegionInfo.SIZE)) {
            return -Errno.EINVAL;
        }
        int room = region.argsz();
        int index = region.index();
        if (index < 0 || index >= PciRegion.COUNT) {
            return -Errno.EINVAL;
        }
        long size = regions.size(index);
        int access = size == 0 ? 0 : RegionInfo.READ | RegionInfo.WRITE;
        int needed = RegionInfo.SIZE + mappable.capabilitiesSize(index);
        region.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(needed)
                .flags(access)
                .index(index)
                .capOffset(0)
                .size(size)
                .offset(0);
        Fd file = mappable.file(index);
        if (file == null || isTooSmall(room, needed)) {
            return RegionInfo.SIZE;
        }
        region.flags(access | mappable.flags(index))
                .capOffset(needed == RegionInfo.SIZE ? 0 : RegionInfo.SIZE);
        mappable.writeCapabilities(index, out.segment(), Outbox.PAYLOAD + RegionInfo.SIZE);
        out.attach(file);
        return needed;
    }

    /**
     * No part of a region can be written through a descriptor: an eventfd carries no value, and no
     * register is declared as one whose value does not matter.
     */
    int regionIoFds(Inbox in, Outbox out) {
        if (in.payloadLength() != RegionIoFds.SIZE
                || isTooSmall(ioFds.wrap(in.segment(), in.payload()).argsz(), RegionIoFds.SIZE)) {
            return -Errno.EINVAL;
        }
        int index = ioFds.index();
        if (index < 0 || index >= PciRegion.COUNT || ioFds.flags() != 0 || ioFds.count() != 0) {
            return -Errno.EINVAL;
        }
        ioFds.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(RegionIoFds.SIZE)
                .flags(0)
                .index(index)
                .count(0);
        return RegionIoFds.SIZE;
    }

    int irqInfo(Inbox in, Outbox out) {
        if (in.payloadLength() != IrqInfo.SIZE
                || isTooSmall(irq.wrap(in.segment(), in.payload()).argsz(), IrqInfo.SIZE)) {
            return -Errno.EINVAL;
        }
        int index = irq.index();
        if (index < 0 || index >= IrqIndex.COUNT) {
            return -Errno.EINVAL;
        }
        int flags = IrqInfo.EVENTFD | IrqInfo.MASKABLE;
        irq.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(IrqInfo.SIZE)
                .flags(index == IrqIndex.INTX ? flags | IrqInfo.AUTOMASKED : flags)
                .index(index)
                .count(interrupts.lines(index).count());
        return IrqInfo.SIZE;
    }

    private static boolean isTooSmall(int argsz, int needed) {
        return Integer.compareUnsigned(argsz, needed) < 0;
    }
}
