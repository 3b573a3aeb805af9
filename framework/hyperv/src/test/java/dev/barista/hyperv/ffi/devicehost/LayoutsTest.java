package dev.barista.hyperv.ffi.devicehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.ffi.Export;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;

/** The structures and constants of hypervdevicevirtualization.h on 64-bit Windows. */
class LayoutsTest {
    @ParameterizedTest
    @CsvSource({
        "VendorID, 0, 2",
        "DeviceID, 2, 2",
        "RevisionID, 4, 1",
        "ProgIf, 5, 1",
        "SubClass, 6, 1",
        "BaseClass, 7, 1",
        "SubVendorID, 8, 2",
        "SubSystemID, 10, 2"
    })
    void pnpId(String field, long offset, long bytes) {
        check(PciDeviceInterface.PNP_ID, field, offset, bytes);
        assertThat(PciDeviceInterface.PNP_ID.byteSize()).isEqualTo(12);
        assertThat(PciDeviceInterface.PNP_ID.byteAlignment()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Version, 0, 4",
        "Initialize, 8, 8",
        "Teardown, 16, 8",
        "SetConfiguration, 24, 8",
        "GetDetails, 32, 8",
        "Start, 40, 8",
        "Stop, 48, 8",
        "ReadConfigSpace, 56, 8",
        "WriteConfigSpace, 64, 8",
        "ReadInterceptedMemory, 72, 8",
        "WriteInterceptedMemory, 80, 8"
    })
    void deviceInterface(String field, long offset, long bytes) {
        check(PciDeviceInterface.LAYOUT, field, offset, bytes);
        assertThat(PciDeviceInterface.LAYOUT.byteSize()).isEqualTo(88);
        assertThat(PciDeviceInterface.LAYOUT.byteAlignment()).isEqualTo(8);
    }

    private static void check(StructLayout struct, String field, long offset, long bytes) {
        PathElement path = PathElement.groupElement(field);
        assertThat(struct.byteOffset(path)).isEqualTo(offset);
        assertThat(struct.select(path).byteSize()).isEqualTo(bytes);
    }

    @Test
    void theTableHasItsVersionAndTenFunctions() {
        MemorySegment table = PciDeviceInterface.table();

        assertThat(table.get(ValueLayout.JAVA_INT, 0)).isEqualTo(1);
        assertThat(Stream.iterate(8L, at -> at < 88, at -> at + 8))
                .allSatisfy(
                        at ->
                                assertThat(table.get(ValueLayout.ADDRESS, at))
                                        .isNotEqualTo(MemorySegment.NULL));
    }

    @Test
    void theFunctionsAreThoseOfTheHeaderAndFiveMore() {
        assertThat(DeviceVirtualization.exports())
                .extracting(Export::name)
                .containsExactly(
                        "HdvInitializeDeviceHost",
                        "HdvInitializeDeviceHostEx",
                        "HdvTeardownDeviceHost",
                        "HdvCreateDeviceInstance",
                        "HdvReadGuestMemory",
                        "HdvWriteGuestMemory",
                        "HdvCreateGuestMemoryAperture",
                        "HdvDestroyGuestMemoryAperture",
                        "HdvDeliverGuestInterrupt",
                        "HdvRegisterDoorbell",
                        "HdvUnregisterDoorbell",
                        "HdvCreateSectionBackedMmioRange",
                        "HdvDestroySectionBackedMmioRange",
                        "HdvInitializeDeviceHostForProxy",
                        "HdvInitializeDeviceHostForProxyEx",
                        "HdvProxyDeviceHost",
                        "HdvRegisterDoorbellPage",
                        "HdvUnregisterDoorbellPage");
    }

    @Test
    void theConstantsAreTheHeaders() {
        assertThat(
                        new long[] {
                            HdvConstants.DEVICE_TYPE_UNDEFINED,
                            HdvConstants.DEVICE_TYPE_PCI,
                            HdvConstants.HOST_FLAG_NONE,
                            HdvConstants.HOST_FLAG_INITIALIZE_COM_SECURITY,
                            HdvConstants.BAR_COUNT,
                            HdvConstants.MMIO_NONE,
                            HdvConstants.MMIO_WRITEABLE,
                            HdvConstants.MMIO_EXECUTABLE,
                            PciDeviceInterface.VERSION_INVALID,
                            PciDeviceInterface.VERSION_1
                        })
                .containsExactly(0, 1, 0, 1, 6, 0, 1, 2, 0, 1);
        assertThat(
                        new long[] {
                            HdvConstants.DOORBELL_SIZE_ANY,
                            HdvConstants.DOORBELL_SIZE_BYTE,
                            HdvConstants.DOORBELL_SIZE_WORD,
                            HdvConstants.DOORBELL_SIZE_DWORD,
                            HdvConstants.DOORBELL_SIZE_QWORD,
                            HdvConstants.DOORBELL_ANY_VALUE
                        })
                .containsExactly(0, 1, 2, 3, 4, 0x8000_0000L);
    }
}
