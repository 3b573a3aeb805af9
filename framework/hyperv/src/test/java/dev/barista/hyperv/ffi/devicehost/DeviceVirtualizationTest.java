package dev.barista.hyperv.ffi.devicehost;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** Each function through to the library and back, and what it says to handles that are none. */
@StandInTest
class DeviceVirtualizationTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private static final String DOCUMENT =
            """
            {"SchemaVersion": {"Major": 2, "Minor": 1}, "Owner": "test", "VirtualMachine": {}}\
            """;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment out = arena.allocate(ADDRESS);
    private final MemorySegment buffer = arena.allocate(64);
    private final MemorySegment guid = GuidLayout.allocate(new UUID(3, 4), arena);

    private ComputeSystem system;
    private MemorySegment handle;

    @BeforeEach
    void create() {
        system = ComputeSystem.create("system", DOCUMENT).join();
        handle = system.handle().acquire();
    }

    @AfterEach
    void free() {
        system.handle().release();
        system.terminate().join();
        system.close();
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
            DeviceVirtualization.initializeDeviceHost(handle, NULL),
            DeviceVirtualization.initializeDeviceHostEx(handle, 0, NULL),
            DeviceVirtualization.initializeDeviceHostForProxy(guid, NULL, out),
            DeviceVirtualization.initializeDeviceHostForProxyEx(NULL, buffer, 0, out),
            DeviceVirtualization.proxyDeviceHost(handle, NULL, 1, out),
        };

        assertThat(answers).containsOnly(HResult.E_POINTER);
        assertThat(DeviceVirtualization.initializeDeviceHost(NULL, out))
                .isEqualTo(HResult.E_INVALIDARG);
    }

    @Test
    void doorbellsOfWholePagesAreRegisteredAndUnregistered() {
        try (DeviceHost host = DeviceHost.inProcess(system.handle());
                KernelEvent event = new KernelEvent()) {
            MemorySegment device = device(host);

            assertThat(DeviceVirtualization.registerDoorbellPage(device, 0, 1, event.handle()))
                    .isZero();
            assertThat(DeviceVirtualization.unregisterDoorbellPage(device, 0, 1)).isZero();
            assertThat(DeviceVirtualization.unregisterDoorbellPage(device, 0, 1))
                    .isEqualTo(HResult.ofWin32(1168));
        }
    }

    @Test
    void aSectionBackedRangeIsRefusedUntilTheMachineRuns() {
        try (DeviceHost host = DeviceHost.inProcess(system.handle())) {
            MemorySegment device = device(host);

            assertThat(
                            DeviceVirtualization.createSectionBackedMmioRange(
                                    device, 0, 0, 1, HdvConstants.MMIO_WRITEABLE, buffer, 0))
                    .isEqualTo(HResult.ofWin32(5023));
            assertThat(DeviceVirtualization.destroySectionBackedMmioRange(device, 0, 0))
                    .isEqualTo(HResult.ofWin32(1168));
        }
    }

    @Test
    void windowsWithoutFlagsHasHostsToo() {
        assertThat(DeviceVirtualization.initializeDeviceHost(handle, out)).isZero();
        assertThat(DeviceVirtualization.teardownDeviceHost(out.get(ADDRESS, 0))).isZero();
    }

    @Test
    void aProxiedHostCanBeGivenFlags() {
        DeviceHostSupport support = new DeviceHostSupport(handle);

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
        try (DeviceHost host = DeviceHost.inProcess(system.handle())) {
            MemorySegment device = device(host);

            assertThat(DeviceVirtualization.readGuestMemory(device, 1L << 60, 8, buffer))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(
                            DeviceVirtualization.createGuestMemoryAperture(
                                    device, 1L << 60, 4096, 0, out))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(DeviceVirtualization.destroyGuestMemoryAperture(device, buffer))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(buffer.get(JAVA_LONG, 0)).isZero();
        }
    }

    private static MemorySegment device(DeviceHost host) {
        return host.create(new UUID(1, 2), UUID.randomUUID()).handle();
    }
}
