package dev.barista.hyperv.ffi.devicehost;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.barista.hyperv.error.HyperVException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A device as the platform knows it. It lasts as long as its host: the platform exports no call to
 * end one device. What it can do answers an {@code HRESULT}, negative for a failure.
 */
public final class DeviceInstance {
    private final DeviceHost host;
    private final MemorySegment handle;
    private final long context;

    DeviceInstance(DeviceHost host, MemorySegment handle, long context) {
        this.host = host;
        this.handle = handle;
        this.context = context;
    }

    /** The {@code HDV_DEVICE}. */
    MemorySegment handle() {
        return handle;
    }

    /** Callbacks reach the device from now on. */
    public void listen(PciDeviceCallbacks device) {
        LiveDevices.put(context, device);
    }

    /** No callback that begins from now on reaches the device. */
    public void forget() {
        LiveDevices.remove(context);
    }

    /** Sends the message that the guest has programmed; from any thread. */
    public int deliverInterrupt(long address, int data) {
        return DeviceVirtualization.deliverGuestInterrupt(handle, address, data);
    }

    /**
     * Maps guest memory, readable and writable.
     *
     * @param address a multiple of the page size
     * @param bytes a multiple of the page size, below 2 GiB
     * @throws HyperVException if the platform refuses
     */
    public Aperture map(long address, int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            HyperVException.check(
                    "HdvCreateGuestMemoryAperture",
                    DeviceVirtualization.createGuestMemoryAperture(handle, address, bytes, 0, out));
            MemorySegment mapped = out.get(ADDRESS, 0);
            return new Aperture(mapped, bytes, () -> unmap(mapped));
        }
    }

    /** By field report this faults once the host's teardown has begun; then it is gone anyway. */
    private void unmap(MemorySegment mapped) {
        if (!host.isClosed()) {
            DeviceVirtualization.destroyGuestMemoryAperture(handle, mapped);
        }
    }

    /** Copies guest memory into native memory. */
    public int read(long address, MemorySegment buffer) {
        return DeviceVirtualization.readGuestMemory(
                handle, address, Math.toIntExact(buffer.byteSize()), buffer);
    }

    /** Copies native memory into guest memory. */
    public int write(long address, MemorySegment buffer) {
        return DeviceVirtualization.writeGuestMemory(
                handle, address, Math.toIntExact(buffer.byteSize()), buffer);
    }

    /** Has a write signal an event, which stays open until {@link #unregisterDoorbell}. */
    public int registerDoorbell(int bar, long offset, long value, long flags, KernelEvent event) {
        return DeviceVirtualization.registerDoorbell(
                handle, bar, offset, value, flags, event.handle());
    }

    /** Ends what {@link #registerDoorbell} began, if the host is still there. */
    public void unregisterDoorbell(int bar, long offset, long value, long flags) {
        if (!host.isClosed()) {
            DeviceVirtualization.unregisterDoorbell(handle, bar, offset, value, flags);
        }
    }

    /**
     * Gives the guest pages of a section in place of pages of a BAR; it may write them.
     *
     * @param offset bytes into the BAR and into the section, a multiple of the page size
     * @param bytes a multiple of the page size
     */
    public int shareSection(int bar, long offset, long bytes, KernelSection section) {
        return DeviceVirtualization.createSectionBackedMmioRange(
                handle,
                bar,
                offset / HdvConstants.PAGE,
                bytes / HdvConstants.PAGE,
                HdvConstants.MMIO_WRITEABLE,
                section.handle(),
                offset / HdvConstants.PAGE);
    }

    /** Ends what {@link #shareSection} began, if the host is still there. */
    public void unshareSection(int bar, long offset) {
        if (!host.isClosed()) {
            DeviceVirtualization.destroySectionBackedMmioRange(
                    handle, bar, offset / HdvConstants.PAGE);
        }
    }
}
