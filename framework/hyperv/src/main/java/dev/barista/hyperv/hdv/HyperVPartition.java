package dev.barista.hyperv.hdv;

import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.error.MissingExportException;
import dev.barista.hyperv.ffi.devicehost.DeviceHost;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.spi.BarKind;
import dev.barista.spi.binding.BarDescription;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Devices for one virtual machine of Hyper-V, by Hyper-V device virtualization.
 *
 * <p>It is made after the compute system and before the system is started; the document lists each
 * device, as {@link FlexibleIovDevice} says. The machine has to have ended when the partition is
 * closed. By field report there can be one such partition in a process, and one for a machine.
 *
 * <p>Callbacks come on threads of the platform; one thread more opens the device host and tears it
 * down, because by documentation that must be the same. Thread-safe.
 */
public final class HyperVPartition implements Partition {
    private final ComputeSystem computeSystem;
    private final HostingModel hostingModel;
    private final HostThread thread = new HostThread();
    private final Set<HyperVAttachment> attachments = ConcurrentHashMap.newKeySet();
    private @Nullable DeviceHost host;

    /**
     * The partition of a compute system. Nothing is asked of the platform before the first device.
     *
     * @param computeSystem stays the caller's; its handle is in use until the partition is closed
     * @param hostingModel what the document says of its devices
     */
    public HyperVPartition(ComputeSystem computeSystem, HostingModel hostingModel) {
        this.computeSystem = computeSystem;
        this.hostingModel = hostingModel;
    }

    @Override
    public String name() {
        return "hyperv";
    }

    @Override
    public BarMemory allocate(String instanceName, BarDescription bar) {
        try {
            return new SectionMemory(bar.mappedEnd());
        } catch (IllegalStateException | MissingExportException e) {
            throw new PartitionException(
                    "no memory for the mapped pages of BAR %d of %s: %s"
                            .formatted(bar.index(), instanceName, e.getMessage()),
                    e);
        }
    }

    @Override
    public Attachment attach(DeviceEndpoint device) {
        for (BarDescription bar : device.description().bars()) {
            if (bar.kind() == BarKind.IO) {
                throw new PartitionException(
                        "BAR %d of %s is in I/O space, and what Hyper-V does with one nobody"
                                        .formatted(bar.index(), device.instanceName())
                                + " documents; use the vfio-user partition");
            }
        }
        UUID instanceId = FlexibleIovDevice.instanceId(device.instanceName());
        UUID classId = FlexibleIovDevice.emulatorId(device.description().name());
        try {
            DeviceInstance instance = thread.call(() -> host().create(classId, instanceId));
            HyperVAttachment attachment = new HyperVAttachment(this, device, instanceId, instance);
            attachments.add(attachment);
            return attachment;
        } catch (HyperVException | IllegalStateException e) {
            throw new PartitionException(
                    "Hyper-V does not take %s: %s".formatted(device.instanceName(), e.getMessage()),
                    e);
        }
    }

    /**
     * Has a write that the guest makes reach a device by an event, if the platform can do that: for
     * a register that is always written with the same value. From any thread.
     *
     * @param instanceName of an attached device
     * @param width bytes: 1, 2, 4 or 8
     * @param value what the guest writes; another value comes by the callback
     * @throws PartitionException if there is no such device, BAR offset or width, or the platform
     *     refuses for a reason other than the hosting model
     */
    public Doorbell.Offer doorbell(
            String instanceName, int bar, long offset, int width, long value) {
        HyperVAttachment attachment =
                attachments.stream()
                        .filter(each -> each.device().instanceName().equals(instanceName))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new PartitionException(
                                                "no device '" + instanceName + "' is attached"));
        int size = attachment.device().description().bar(bar).map(BarDescription::size).orElse(0);
        boolean aligned =
                Integer.bitCount(width) == 1 && width <= Long.BYTES && offset % width == 0;
        if (!aligned || offset < 0 || offset > size - width) {
            throw new PartitionException(
                    "%s has no %d bytes at 0x%x of BAR %d for a doorbell"
                            .formatted(instanceName, width, offset, bar));
        }
        try {
            return attachment.doorbell(new Doorbell.Key(bar, offset, width, value));
        } catch (HyperVException e) {
            throw new PartitionException(
                    "no doorbell for %s: %s".formatted(instanceName, e.getMessage()), e);
        }
    }

    /** The device host; on its thread. */
    private DeviceHost host() {
        DeviceHost open = host;
        if (open == null) {
            open =
                    switch (hostingModel) {
                        case EXTERNAL -> DeviceHost.inProcess(computeSystem.handle());
                        case EXTERNAL_RESTRICTED ->
                                DeviceHost.proxied(
                                        computeSystem.handle(), computeSystem.runtimeId().join());
                    };
            host = open;
        }
        return open;
    }

    /** A device needs an aperture, and the others have them all. */
    void makeRoom(HyperVAttachment needy) {
        for (HyperVAttachment other : attachments) {
            if (other != needy) {
                other.releaseIdleMemory();
            }
        }
    }

    void forget(HyperVAttachment attachment) {
        attachments.remove(attachment);
    }

    @Override
    public void close() {
        try {
            thread.call(
                    () -> {
                        DeviceHost open = host;
                        host = null;
                        if (open != null) {
                            open.close();
                        }
                        return true;
                    });
        } catch (HyperVException e) {
            throw new PartitionException(
                    "the device host can't be torn down: " + e.getMessage(), e);
        } finally {
            thread.close();
        }
    }
}
