package dev.barista.hyperv.ffi.devicehost;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** Each function through to the library and back, and what it says to handles that are none. */
@StandInTest
class DeviceVirtualizationTest {
    private static final MemorySegment SYSTEM = MemorySegment.ofAddress(0x1234_5670);
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment out = arena.allocate(ADDRESS);
    private final MemorySegment buffer = arena.allocate(64);
    private final MemorySegment guid = GuidLayout.allocate(new UUID(3, 4), arena);

    @AfterEach
    void free() {
        arena.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x1234})
    void aHandleThatIsNoneIsRefused(long address) {
        MemorySegment none = MemorySegment.ofAddress(address);

        int[] answers = {
            DeviceVirtualization.teardownDeviceHost(none),
            DeviceVirtualization.createDeviceInstance(
                    none, 1, guid, guid, PciDeviceInterface.table(), NULL, out),
            DeviceVirtualization.readGuestMemory(none, 0, 8, buffer),
            DeviceVirtualization.writeGuestMemory(none, 0, 8, buffer),
            DeviceVirtualization.createGuestMemoryAperture(none, 0, 4096, 0, out),
            DeviceVirtualization.deliverGuestInterrupt(none, 0xfee0_0000L, 0),
            DeviceVirtualization.registerDoorbell(none, 0, 0, 0, 0, buffer),
            DeviceVirtualization.unregisterDoorbell(none, 0, 0, 0, 0),
            DeviceVirtualization.registerDoorbellPage(none, 0, 0, buffer),
            DeviceVirtualization.unregisterDoorbellPage(none, 0, 0),
            DeviceVirtualization.createSectionBackedMmioRange(none, 0, 0, 1, 1, buffer, 0),
        };

        assertThat(answers).containsOnly(HResult.ofWin32(6));
    }

    @Test
    void whatMustNotBeNullIsRefused() {
        int[] answers = {
            DeviceVirtualization.initializeDeviceHost(SYSTEM, NULL),
            DeviceVirtualization.initializeDeviceHostEx(SYSTEM, 0, NULL),
            DeviceVirtualization.initializeDeviceHostForProxy(guid, NULL, out),
            DeviceVirtualization.initializeDeviceHostForProxyEx(NULL, buffer, 0, out),
            DeviceVirtualization.proxyDeviceHost(SYSTEM, NULL, 1, out),
        };

        assertThat(answers).containsOnly(HResult.E_POINTER);
        assertThat(DeviceVirtualization.initializeDeviceHost(NULL, out))
                .isEqualTo(HResult.E_INVALIDARG);
    }

    @Test
    void doorbellsOfWholePagesAreRegisteredAndUnregistered() {
        try (DeviceHost host = DeviceHost.inProcess(SYSTEM);
                KernelEvent event = new KernelEvent()) {
            MemorySegment handle = device(host);

            assertThat(DeviceVirtualization.registerDoorbellPage(handle, 0, 1, event.handle()))
                    .isZero();
            assertThat(DeviceVirtualization.unregisterDoorbellPage(handle, 0, 1)).isZero();
            assertThat(DeviceVirtualization.unregisterDoorbellPage(handle, 0, 1))
                    .isEqualTo(HResult.ofWin32(1168));
        }
    }

    @Test
    void aSectionBackedRangeIsRefusedUntilTheMachineRuns() {
        try (DeviceHost host = DeviceHost.inProcess(SYSTEM)) {
            MemorySegment handle = device(host);

            assertThat(
                            DeviceVirtualization.createSectionBackedMmioRange(
                                    handle, 0, 0, 1, HdvConstants.MMIO_WRITEABLE, buffer, 0))
                    .isEqualTo(HResult.ofWin32(5023));
            assertThat(DeviceVirtualization.destroySectionBackedMmioRange(handle, 0, 0))
                    .isEqualTo(HResult.ofWin32(1168));
        }
    }

    @Test
    void windowsWithoutFlagsHasHostsToo() {
        assertThat(DeviceVirtualization.initializeDeviceHost(SYSTEM, out)).isZero();
        assertThat(DeviceVirtualization.teardownDeviceHost(out.get(ADDRESS, 0))).isZero();
    }

    @Test
    void aProxiedHostCanBeGivenFlags() {
        DeviceHostSupport support = new DeviceHostSupport(SYSTEM);

        int result =
                DeviceVirtualization.initializeDeviceHostForProxyEx(
                        guid, support.object(), HdvConstants.HOST_FLAG_NONE, out);

        assertThat(result).isZero();
        assertThat(DeviceVirtualization.teardownDeviceHost(out.get(ADDRESS, 0))).isZero();
        support.close();
        assertThat(DeviceHostSupport.liveCount()).isZero();
    }

    @Test
    void theTwoWaysToGuestMemoryRefuseWhatIsNotThere() {
        try (DeviceHost host = DeviceHost.inProcess(SYSTEM)) {
            MemorySegment handle = device(host);

            assertThat(DeviceVirtualization.readGuestMemory(handle, 1L << 60, 8, buffer))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(
                            DeviceVirtualization.createGuestMemoryAperture(
                                    handle, 1L << 60, 4096, 0, out))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(DeviceVirtualization.destroyGuestMemoryAperture(handle, buffer))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(buffer.get(JAVA_LONG, 0)).isZero();
        }
    }

    private static MemorySegment device(DeviceHost host) {
        return host.create(new UUID(1, 2), UUID.randomUUID()).handle();
    }
}
