package dev.barista.hyperv.ffi.devicehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.ffi.Facts;
import dev.barista.hyperv.ffi.StructFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The structures and constants of hypervdevicevirtualization.h on 64-bit Windows. */
class LayoutsTest {
    static List<StructLayout> structs() {
        return List.of(PciDeviceInterface.PNP_ID, PciDeviceInterface.LAYOUT);
    }

    @ParameterizedTest
    @MethodSource("structs")
    void aStructureIsLaidOutAsInC(StructLayout struct) {
        StructFacts.check(struct);
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
    void everyConstantOfTheHeaderHasItsValue() {
        Map<String, Long> declared =
                Facts.rows("enums.tsv").stream()
                        .filter(row -> row[0].startsWith("HDV_"))
                        .filter(row -> !row[0].equals("HDV_PCI_BAR_SELECTOR"))
                        .collect(Collectors.toMap(row -> row[1], row -> Long.decode(row[2])));

        assertThat(declared)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                entry("HdvDeviceTypeUndefined", HdvConstants.DEVICE_TYPE_UNDEFINED),
                                entry("HdvDeviceTypePCI", HdvConstants.DEVICE_TYPE_PCI),
                                entry("HdvDeviceHostFlagNone", HdvConstants.HOST_FLAG_NONE),
                                entry(
                                        "HdvDeviceHostFlagInitializeComSecurity",
                                        HdvConstants.HOST_FLAG_INITIALIZE_COM_SECURITY),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_SIZE_ANY",
                                        HdvConstants.DOORBELL_SIZE_ANY),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_SIZE_BYTE",
                                        HdvConstants.DOORBELL_SIZE_BYTE),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_SIZE_WORD",
                                        HdvConstants.DOORBELL_SIZE_WORD),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_SIZE_DWORD",
                                        HdvConstants.DOORBELL_SIZE_DWORD),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_SIZE_QWORD",
                                        HdvConstants.DOORBELL_SIZE_QWORD),
                                entry(
                                        "HDV_DOORBELL_FLAG_TRIGGER_ANY_VALUE",
                                        HdvConstants.DOORBELL_ANY_VALUE),
                                entry("HdvMmioMappingFlagNone", HdvConstants.MMIO_NONE),
                                entry("HdvMmioMappingFlagWriteable", HdvConstants.MMIO_WRITEABLE),
                                entry("HdvMmioMappingFlagExecutable", HdvConstants.MMIO_EXECUTABLE),
                                entry(
                                        "HdvPciDeviceInterfaceVersionInvalid",
                                        PciDeviceInterface.VERSION_INVALID),
                                entry(
                                        "HdvPciDeviceInterfaceVersion1",
                                        PciDeviceInterface.VERSION_1)));
    }

    private static Map.Entry<String, Long> entry(String name, long value) {
        return Map.entry(name, value);
    }

    @Test
    void barsAreNumberedFromZero() {
        assertThat(Facts.rows("enums.tsv"))
                .filteredOn(row -> row[0].equals("HDV_PCI_BAR_SELECTOR"))
                .hasSize(HdvConstants.BAR_COUNT)
                .allSatisfy(row -> assertThat(row[1]).isEqualTo("HDV_PCI_BAR" + row[2]));
    }
}
