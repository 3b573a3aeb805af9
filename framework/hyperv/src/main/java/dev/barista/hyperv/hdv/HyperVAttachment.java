package dev.barista.hyperv.hdv;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.error.MissingExportException;
import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.hyperv.ffi.devicehost.KernelEvent;
import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.DeviceEndpoint;

import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A device on Hyper-V. */
final class HyperVAttachment implements Attachment, MachineEvents {
    private final DeviceEndpoint device;
    private final UUID instanceId;
    private final DeviceInstance instance;
    private final GuestInterrupts interrupts;
    private final HyperVPartition partition;
    private final SharedPages pages;
    private final Queue<Doorbell> doorbells = new ConcurrentLinkedQueue<>();

    HyperVAttachment(
            HyperVPartition partition,
            DeviceEndpoint device,
            UUID instanceId,
            DeviceInstance instance) {
        this.partition = partition;
        this.device = device;
        this.instanceId = instanceId;
        this.instance = instance;
        this.interrupts = new GuestInterrupts(device.instanceName(), instance);
        this.pages = new SharedPages(device, instance);
        device.mapOnDemand(new ApertureMemory(instance, () -> partition.makeRoom(this)));
        device.connect(interrupts);
    }

    /**
     * Has a write of exactly this come by an event.
     *
     * @throws HyperVException if the platform refuses for a reason that is not the hosting model
     */
    Doorbell.Offer doorbell(Doorbell.Key key) {
        KernelEvent event = new KernelEvent();
        int result;
        try {
            result =
                    instance.registerDoorbell(
                            key.bar(), key.offset(), key.value(), key.flags(), event);
            if (result != HResult.E_ACCESSDENIED) {
                HyperVException.check("HdvRegisterDoorbell", result);
            }
        } catch (MissingExportException e) {
            event.close();
            return new Doorbell.Offer.Refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            event.close();
            throw e;
        }
        if (result == HResult.E_ACCESSDENIED) {
            event.close();
            return new Doorbell.Offer.Refused(
                    "the platform gives no doorbells to this host: by field report a restricted one"
                            + " has none");
        }
        Doorbell doorbell = new Doorbell(device, instance, key, event);
        doorbells.add(doorbell);
        return new Doorbell.Offer.Granted(doorbell);
    }

    /** Gives up apertures that are not in use, soon. */
    void releaseIdleMemory() {
        device.releaseIdleMemory();
    }

    /** Whose attachment it is. */
    DeviceEndpoint device() {
        return device;
    }

    /** The key of the document's entry. */
    @Override
    public String address() {
        return instanceId.toString();
    }

    @Override
    public void start() {
        instance.listen(new PciFunctionCallbacks(device, this));
    }

    @Override
    public void runs() {
        interrupts.guestRuns(true);
        device.retryPendingInterrupts();
        pages.share();
    }

    @Override
    public void stands() {
        interrupts.guestRuns(false);
    }

    /**
     * The last callback. Apertures stay until {@link #close}: it may be the host's teardown that
     * calls, and by field report to destroy one then is a fault.
     */
    @Override
    public void ended() {
        interrupts.guestRuns(false);
        instance.forget();
    }

    @Override
    public void close() {
        ended();
        doorbells.forEach(Doorbell::close);
        pages.close();
        device.disconnect();
        device.unmapAll();
        partition.forget(this);
    }
}
