package dev.barista.hyperv.ffi.devicehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.ADDRESS_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.hyperv.ffi.UpcallGuard;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The broker of a proxied host: a COM object with the interface {@code IVmDeviceHostSupport}, in
 * Java. Its one method binds the host that the platform has made to the compute system.
 *
 * <pre>
 *   object:  | table | 1 |        table:  QueryInterface AddRef Release RegisterDeviceHost
 * </pre>
 *
 * <p>Calls come on any thread. The object lives until it is closed here and the platform has
 * released every reference; the table lives as long as the process.
 */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class DeviceHostSupport implements AutoCloseable {
    static final UUID IUNKNOWN = UUID.fromString("00000000-0000-0000-C000-000000000046");
    static final UUID DEVICE_HOST_SUPPORT = UUID.fromString("e31aa49b-0914-465e-b145-1b9ba13efb10");

    private static final int SLOTS = 4;
    private static final Map<Long, DeviceHostSupport> OBJECTS = new ConcurrentHashMap<>();
    private static final MemorySegment TABLE = fill();

    // UNSAFETY: reached only through pointers that COM's contract makes valid during the call.
    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final MemorySegment computeSystem;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment object = arena.allocate(ADDRESS);
    private int references = 1;

    DeviceHostSupport(MemorySegment computeSystem) {
        this.computeSystem = computeSystem;
        object.set(ADDRESS, 0, TABLE);
        OBJECTS.put(object.address(), this);
    }

    /** The pointer for the platform. */
    MemorySegment object() {
        return object;
    }

    /** Gives this side's reference back. */
    @Override
    public void close() {
        release();
    }

    private synchronized int addReference() {
        return ++references;
    }

    private synchronized int release() {
        references--;
        if (references == 0) {
            OBJECTS.remove(object.address());
            arena.close();
        }
        return references;
    }

    /** How many objects there are whose memory somebody may still use. */
    static int liveCount() {
        return OBJECTS.size();
    }

    static int queryInterface(long self, long id, long out) {
        EVERYTHING.set(ADDRESS_UNALIGNED, out, MemorySegment.NULL);
        UUID wanted = GuidLayout.read(EVERYTHING, id);
        DeviceHostSupport support = OBJECTS.get(self);
        if (support == null) {
            return HResult.E_UNEXPECTED;
        }
        if (!wanted.equals(IUNKNOWN) && !wanted.equals(DEVICE_HOST_SUPPORT)) {
            return HResult.E_NOINTERFACE;
        }
        support.addReference();
        EVERYTHING.set(ADDRESS_UNALIGNED, out, support.object);
        return HResult.S_OK;
    }

    static int addRef(long self) {
        DeviceHostSupport support = OBJECTS.get(self);
        return support == null ? 0 : support.addReference();
    }

    static int release(long self) {
        DeviceHostSupport support = OBJECTS.get(self);
        return support == null ? 0 : support.release();
    }

    static int registerDeviceHost(long self, long deviceHost, int processId, long ipcSection) {
        DeviceHostSupport support = OBJECTS.get(self);
        if (support == null) {
            return HResult.E_UNEXPECTED;
        }
        return DeviceVirtualization.proxyDeviceHost(
                support.computeSystem,
                MemorySegment.ofAddress(deviceHost),
                processId,
                MemorySegment.ofAddress(ipcSection));
    }

    private static MemorySegment fill() {
        MemorySegment table = Arena.global().allocate(ADDRESS, SLOTS);
        FunctionDescriptor count = FunctionDescriptor.of(JAVA_INT, JAVA_LONG);
        entry(
                table,
                0,
                "queryInterface",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
        entry(table, 1, "addRef", count);
        entry(table, 2, "release", count);
        entry(
                table,
                3,
                "registerDeviceHost",
                FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
        return table;
    }

    private static void entry(
            MemorySegment table, int slot, String method, FunctionDescriptor type) {
        try {
            MethodHandle target =
                    MethodHandles.lookup()
                            .findStatic(DeviceHostSupport.class, method, type.toMethodType());
            UpcallGuard guard = new UpcallGuard("IVmDeviceHostSupport::" + method);
            table.setAtIndex(ADDRESS, slot, guard.stub(target, type, Arena.global()));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
