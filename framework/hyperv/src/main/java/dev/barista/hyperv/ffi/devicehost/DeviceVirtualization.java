package dev.barista.hyperv.ffi.devicehost;

import static dev.barista.hyperv.ffi.CTypes.BOOL;
import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.OUT_VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.UINT32;
import static dev.barista.hyperv.ffi.CTypes.UINT64;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.int32;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions of hypervdevicevirtualization.h, and those that vmdevicehost.dll exports without an
 * entry there. Each answers the {@code HRESULT}. They are on a device's path, so arguments go in as
 * they are: {@link DeviceHost} and {@link DeviceInstance} own the handles and see to the pointers.
 */
public final class DeviceVirtualization {
    private static final AddressLayout SYSTEM = pointer("HCS_SYSTEM");
    private static final AddressLayout HOST = pointer("HDV_HOST");
    private static final AddressLayout OUT_HOST = pointer("HDV_HOST*");
    private static final AddressLayout DEVICE = pointer("HDV_DEVICE");
    private static final AddressLayout OUT_DEVICE = pointer("HDV_DEVICE*");
    private static final AddressLayout GUID = pointer("GUID*");
    private static final AddressLayout BYTES = pointer("BYTE*");
    private static final AddressLayout OUT_UINT64 = pointer("UINT64*");
    private static final ValueLayout.OfInt FLAGS = int32("HDV_DEVICE_HOST_FLAGS");
    private static final ValueLayout.OfInt TYPE = int32("HDV_DEVICE_TYPE");
    private static final ValueLayout.OfInt BAR = int32("HDV_PCI_BAR_SELECTOR");
    private static final ValueLayout.OfInt MAPPING = int32("HDV_MMIO_MAPPING_FLAGS");
    private static final FirstBuild BY_22000 = FirstBuild.between(18362, 22000);

    private static final ExportTable TABLE =
            new ExportTable("hypervdevicevirtualization.h", HostLibrary.DEVICE_HOST);
    private static final ExportTable UNLISTED =
            new ExportTable(ExportTable.NO_HEADER, HostLibrary.DEVICE_HOST);

    private static final Export INITIALIZE_DEVICE_HOST =
            TABLE.hresult("HdvInitializeDeviceHost", V1809, SYSTEM, OUT_HOST);
    private static final Export INITIALIZE_DEVICE_HOST_EX =
            TABLE.hresult(
                    "HdvInitializeDeviceHostEx", FirstBuild.after(22000), SYSTEM, FLAGS, OUT_HOST);
    private static final Export TEARDOWN_DEVICE_HOST =
            TABLE.hresult("HdvTeardownDeviceHost", V1809, HOST);
    private static final Export CREATE_DEVICE_INSTANCE =
            TABLE.hresult(
                    "HdvCreateDeviceInstance",
                    V1809,
                    HOST,
                    TYPE,
                    GUID,
                    GUID,
                    VOID_POINTER,
                    VOID_POINTER,
                    OUT_DEVICE);
    private static final Export READ_GUEST_MEMORY =
            TABLE.hresult("HdvReadGuestMemory", V1809, DEVICE, UINT64, UINT32, BYTES);
    private static final Export WRITE_GUEST_MEMORY =
            TABLE.hresult("HdvWriteGuestMemory", V1809, DEVICE, UINT64, UINT32, BYTES);
    private static final Export CREATE_GUEST_MEMORY_APERTURE =
            TABLE.hresult(
                    "HdvCreateGuestMemoryAperture",
                    V1809,
                    DEVICE,
                    UINT64,
                    UINT32,
                    BOOL,
                    OUT_VOID_POINTER);
    private static final Export DESTROY_GUEST_MEMORY_APERTURE =
            TABLE.hresult("HdvDestroyGuestMemoryAperture", V1809, DEVICE, VOID_POINTER);
    private static final Export DELIVER_GUEST_INTERRUPT =
            TABLE.hresult("HdvDeliverGuestInterrupt", V1809, DEVICE, UINT64, UINT32);
    private static final Export REGISTER_DOORBELL =
            TABLE.hresult(
                    "HdvRegisterDoorbell", BY_22000, DEVICE, BAR, UINT64, UINT64, UINT64, HANDLE);
    private static final Export UNREGISTER_DOORBELL =
            TABLE.hresult("HdvUnregisterDoorbell", BY_22000, DEVICE, BAR, UINT64, UINT64, UINT64);
    private static final Export CREATE_SECTION_BACKED_MMIO_RANGE =
            TABLE.hresult(
                    "HdvCreateSectionBackedMmioRange",
                    BY_22000,
                    DEVICE,
                    BAR,
                    UINT64,
                    UINT64,
                    MAPPING,
                    HANDLE,
                    UINT64);
    private static final Export DESTROY_SECTION_BACKED_MMIO_RANGE =
            TABLE.hresult("HdvDestroySectionBackedMmioRange", BY_22000, DEVICE, BAR, UINT64);
    private static final Export INITIALIZE_DEVICE_HOST_FOR_PROXY =
            UNLISTED.hresult(
                    "HdvInitializeDeviceHostForProxy",
                    FirstBuild.UNKNOWN,
                    GUID,
                    VOID_POINTER,
                    OUT_HOST);
    private static final Export INITIALIZE_DEVICE_HOST_FOR_PROXY_EX =
            UNLISTED.hresult(
                    "HdvInitializeDeviceHostForProxyEx",
                    FirstBuild.UNKNOWN,
                    GUID,
                    VOID_POINTER,
                    FLAGS,
                    OUT_HOST);
    private static final Export PROXY_DEVICE_HOST =
            UNLISTED.hresult(
                    "HdvProxyDeviceHost",
                    FirstBuild.UNKNOWN,
                    SYSTEM,
                    VOID_POINTER,
                    DWORD,
                    OUT_UINT64);
    private static final Export REGISTER_DOORBELL_PAGE =
            UNLISTED.hresult(
                    "HdvRegisterDoorbellPage", FirstBuild.of(18362), DEVICE, BAR, UINT64, HANDLE);
    private static final Export UNREGISTER_DOORBELL_PAGE =
            UNLISTED.hresult(
                    "HdvUnregisterDoorbellPage", FirstBuild.of(18362), DEVICE, BAR, UINT64);

    private DeviceVirtualization() {}

    /** All of them, those of the header first. */
    public static List<Export> exports() {
        List<Export> all = new ArrayList<>(TABLE.exports());
        all.addAll(UNLISTED.exports());
        return all;
    }

    /** Whether hosts can be given flags. */
    static boolean hasFlags() {
        return INITIALIZE_DEVICE_HOST_EX.isPresent();
    }

    /** A device host in this process for a compute system. */
    static int initializeDeviceHost(MemorySegment computeSystem, MemorySegment host) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) INITIALIZE_DEVICE_HOST.handle().invokeExact(computeSystem, host);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** The same with flags. */
    static int initializeDeviceHostEx(MemorySegment computeSystem, int flags, MemorySegment host) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) INITIALIZE_DEVICE_HOST_EX.handle().invokeExact(computeSystem, flags, host);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Ends a host, on the thread that initialized it. */
    static int teardownDeviceHost(MemorySegment host) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) TEARDOWN_DEVICE_HOST.handle().invokeExact(host);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Registers an emulated device. */
    static int createDeviceInstance(
            MemorySegment host,
            int type,
            MemorySegment classId,
            MemorySegment instanceId,
            MemorySegment table,
            MemorySegment context,
            MemorySegment device) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    CREATE_DEVICE_INSTANCE
                            .handle()
                            .invokeExact(host, type, classId, instanceId, table, context, device);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Copies from guest memory. */
    static int readGuestMemory(
            MemorySegment device, long address, int bytes, MemorySegment buffer) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) READ_GUEST_MEMORY.handle().invokeExact(device, address, bytes, buffer);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Copies to guest memory. */
    static int writeGuestMemory(
            MemorySegment device, long address, int bytes, MemorySegment buffer) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) WRITE_GUEST_MEMORY.handle().invokeExact(device, address, bytes, buffer);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Maps guest memory. */
    static int createGuestMemoryAperture(
            MemorySegment device,
            long address,
            int bytes,
            int writeProtected,
            MemorySegment mapped) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    CREATE_GUEST_MEMORY_APERTURE
                            .handle()
                            .invokeExact(device, address, bytes, writeProtected, mapped);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Unmaps it. */
    static int destroyGuestMemoryAperture(MemorySegment device, MemorySegment mapped) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) DESTROY_GUEST_MEMORY_APERTURE.handle().invokeExact(device, mapped);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Sends a message signalled interrupt. */
    static int deliverGuestInterrupt(MemorySegment device, long address, int data) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) DELIVER_GUEST_INTERRUPT.handle().invokeExact(device, address, data);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Has a matching write signal an event, in place of a callback. */
    static int registerDoorbell(
            MemorySegment device,
            int bar,
            long offset,
            long value,
            long flags,
            MemorySegment event) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    REGISTER_DOORBELL
                            .handle()
                            .invokeExact(device, bar, offset, value, flags, event);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Ends that; the same four keys. */
    static int unregisterDoorbell(
            MemorySegment device, int bar, long offset, long value, long flags) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    UNREGISTER_DOORBELL.handle().invokeExact(device, bar, offset, value, flags);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Gives pages of a BAR the memory of a section. */
    static int createSectionBackedMmioRange(
            MemorySegment device,
            int bar,
            long firstPage,
            long pages,
            int flags,
            MemorySegment section,
            long sectionPage) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    CREATE_SECTION_BACKED_MMIO_RANGE
                            .handle()
                            .invokeExact(
                                    device, bar, firstPage, pages, flags, section, sectionPage);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Takes it away again. */
    static int destroySectionBackedMmioRange(MemorySegment device, int bar, long firstPage) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    DESTROY_SECTION_BACKED_MMIO_RANGE.handle().invokeExact(device, bar, firstPage);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /**
     * A device host that a broker's {@code IVmDeviceHostSupport} registers. By field report an id
     * of NULL is a crash.
     */
    static int initializeDeviceHostForProxy(
            MemorySegment id, MemorySegment support, MemorySegment host) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) INITIALIZE_DEVICE_HOST_FOR_PROXY.handle().invokeExact(id, support, host);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** The same with flags. */
    static int initializeDeviceHostForProxyEx(
            MemorySegment id, MemorySegment support, int flags, MemorySegment host) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    INITIALIZE_DEVICE_HOST_FOR_PROXY_EX
                            .handle()
                            .invokeExact(id, support, flags, host);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** The broker's part: binds a device host to a system. */
    static int proxyDeviceHost(
            MemorySegment computeSystem,
            MemorySegment deviceHost,
            int processId,
            MemorySegment ipcSection) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int)
                    PROXY_DEVICE_HOST
                            .handle()
                            .invokeExact(computeSystem, deviceHost, processId, ipcSection);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Has any write in a page signal an event. */
    static int registerDoorbellPage(MemorySegment device, int bar, long page, MemorySegment event) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) REGISTER_DOORBELL_PAGE.handle().invokeExact(device, bar, page, event);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Ends that. */
    static int unregisterDoorbellPage(MemorySegment device, int bar, long page) {
        try {
            // UNSAFETY: the handle has the prototype's type, and pointers are as its caller has
            // them.
            return (int) UNREGISTER_DOORBELL_PAGE.handle().invokeExact(device, bar, page);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }
}
