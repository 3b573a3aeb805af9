package dev.barista.vfiouser;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DeviceInfo;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqInfo;
import dev.barista.vfiouser.protocol.PciRegion;
import dev.barista.vfiouser.protocol.RegionInfo;

/**
 * {@link Command#DEVICE_GET_INFO}, {@link Command#DEVICE_GET_REGION_INFO} and {@link
 * Command#DEVICE_GET_IRQ_INFO}. Each answers the length of the reply, or an error number negated.
 */
final class DeviceQueries {
    private final RegionAccesses regions;
    private final ClientInterrupts interrupts;
    private final DeviceInfo device = new DeviceInfo();
    private final RegionInfo region = new RegionInfo();
    private final IrqInfo irq = new IrqInfo();

    DeviceQueries(RegionAccesses regions, ClientInterrupts interrupts) {
        this.regions = regions;
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

    int regionInfo(Inbox in, Outbox out) {
        if (in.payloadLength() != RegionInfo.SIZE
                || isTooSmall(region.wrap(in.segment(), in.payload()).argsz(), RegionInfo.SIZE)) {
            return -Errno.EINVAL;
        }
        int index = region.index();
        if (index < 0 || index >= PciRegion.COUNT) {
            return -Errno.EINVAL;
        }
        long size = regions.size(index);
        region.wrap(out.segment(), Outbox.PAYLOAD)
                .argsz(RegionInfo.SIZE)
                .flags(size == 0 ? 0 : RegionInfo.READ | RegionInfo.WRITE)
                .index(index)
                .capOffset(0)
                .size(size)
                .offset(0);
        return RegionInfo.SIZE;
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
