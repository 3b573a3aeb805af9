package dev.barista.hyperv.ffi.devicehost;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/**
 * A device host of this process. By documentation its thread matters: whoever opens it closes it.
 * By field report there can be one in a process, and one for a compute system.
 */
public final class DeviceHost implements AutoCloseable {
    private static final int RPC_E_TOO_LATE = 0x8001_0119;

    private final NativeHandle handle;
    private final Runnable giveBack;
    private volatile boolean closed;

    private DeviceHost(MemorySegment handle, Runnable giveBack) {
        this.handle = NativeHandle.adopt("HDV_HOST", handle, DeviceHost::tearDown);
        this.giveBack = giveBack;
    }

    private static void tearDown(MemorySegment handle) {
        HyperVException.check(
                "HdvTeardownDeviceHost", DeviceVirtualization.teardownDeviceHost(handle));
    }

    /**
     * A host for a compute system that this process holds. Lets the platform set the COM security
     * of the process where it can still be set.
     *
     * @param computeSystem an {@code HCS_SYSTEM}, in use until the host is closed
     * @throws HyperVException if the platform refuses
     * @throws IllegalStateException if the handle is closed
     */
    public static DeviceHost inProcess(NativeHandle computeSystem) {
        MemorySegment system = computeSystem.acquire();
        ComApartment.enter();
        Runnable giveBack =
                () -> {
                    ComApartment.leave();
                    computeSystem.release();
                };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            int result = initialize(system, out);
            HyperVException.check("HdvInitializeDeviceHost", result);
            return new DeviceHost(out.get(ADDRESS, 0), giveBack);
        } catch (RuntimeException e) {
            giveBack.run();
            throw e;
        }
    }

    private static int initialize(MemorySegment computeSystem, MemorySegment out) {
        if (!DeviceVirtualization.hasFlags()) {
            return DeviceVirtualization.initializeDeviceHost(computeSystem, out);
        }
        int result =
                DeviceVirtualization.initializeDeviceHostEx(
                        computeSystem, HdvConstants.HOST_FLAG_INITIALIZE_COM_SECURITY, out);
        // Somebody in this process has set it already (by field report): then it is as it is.
        return result == RPC_E_TOO_LATE
                ? DeviceVirtualization.initializeDeviceHostEx(
                        computeSystem, HdvConstants.HOST_FLAG_NONE, out)
                : result;
    }

    /**
     * A host that is registered as the host of another process would be, with this process as the
     * broker.
     *
     * @param computeSystem an {@code HCS_SYSTEM}, in use until the host is closed
     * @param id what the platform knows the host by: the system's runtime id
     * @throws HyperVException if the platform refuses
     * @throws IllegalStateException if the handle is closed
     */
    public static DeviceHost proxied(NativeHandle computeSystem, UUID id) {
        MemorySegment system = computeSystem.acquire();
        ComApartment.enter();
        DeviceHostSupport support = new DeviceHostSupport(system);
        Runnable giveBack =
                () -> {
                    support.close();
                    ComApartment.leave();
                    computeSystem.release();
                };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            int result =
                    DeviceVirtualization.initializeDeviceHostForProxy(
                            GuidLayout.allocate(id, arena), support.object(), out);
            HyperVException.check("HdvInitializeDeviceHostForProxy", result);
            return new DeviceHost(out.get(ADDRESS, 0), giveBack);
        } catch (RuntimeException e) {
            giveBack.run();
            throw e;
        }
    }

    /**
     * Makes a device known to the platform; callbacks are refused until {@link
     * DeviceInstance#listen}.
     *
     * @param classId the {@code EmulatorId} of the document
     * @param instanceId the key of the document's entry
     * @throws HyperVException if the platform refuses
     */
    public DeviceInstance create(UUID classId, UUID instanceId) {
        long context = LiveDevices.reserve();
        MemorySegment host = handle.acquire();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            HyperVException.check(
                    "HdvCreateDeviceInstance",
                    DeviceVirtualization.createDeviceInstance(
                            host,
                            HdvConstants.DEVICE_TYPE_PCI,
                            GuidLayout.allocate(classId, arena),
                            GuidLayout.allocate(instanceId, arena),
                            PciDeviceInterface.table(),
                            MemorySegment.ofAddress(context),
                            out));
            return new DeviceInstance(this, out.get(ADDRESS, 0), context);
        } catch (RuntimeException e) {
            LiveDevices.remove(context);
            throw e;
        } finally {
            handle.release();
        }
    }

    /** Whether teardown has begun: from then on nothing of the host may be used. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Tears the host down; its devices get their last callback. The machine must have ended.
     *
     * @throws HyperVException if the platform refuses
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            handle.close();
        } finally {
            giveBack.run();
        }
    }
}
