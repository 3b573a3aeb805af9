package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.Facts;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemoryLayout;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bindings against what the headers declare. */
class HeadersTest {
    private static final Set<String> HEADERS =
            Set.of(
                    "computecore.h",
                    "computenetwork.h",
                    "computestorage.h",
                    "hypervdevicevirtualization.h");

    private static final Map<String, Export> BOUND =
            HyperVFunction.bound().stream()
                    .collect(Collectors.toMap(Export::name, Function.identity()));

    @Test
    void everyFunctionOfTheHeadersIsBoundWithItsPrototype() {
        Map<String, String> declared =
                Facts.rows("functions.tsv").stream()
                        .filter(row -> HEADERS.contains(row[0]))
                        .collect(Collectors.toMap(row -> row[2], row -> String.join(" ", row)));
        Map<String, String> bound =
                BOUND.values().stream()
                        .filter(export -> HEADERS.contains(export.header()))
                        .collect(Collectors.toMap(Export::name, HeadersTest::text));

        assertThat(declared).hasSize(129);
        assertThat(bound).containsExactlyInAnyOrderEntriesOf(declared);
    }

    @Test
    void nothingSaysItIsOfAHeaderThatDoesNotDeclareIt() {
        Set<String> declared =
                Facts.rows("functions.tsv").stream().map(row -> row[2]).collect(Collectors.toSet());

        assertThat(BOUND.values())
                .filteredOn(export -> !export.header().isEmpty())
                .allSatisfy(export -> assertThat(declared).contains(export.name()));
    }

    @Test
    void everyTypeHasTheWidthThatItsNameSays() {
        for (Export export : BOUND.values()) {
            assertThat(export.type().argumentLayouts())
                    .as(export.toString())
                    .allSatisfy(layout -> assertThat(layout.byteSize()).isEqualTo(width(layout)));
            export.type()
                    .returnLayout()
                    .ifPresent(layout -> assertThat(layout.byteSize()).isEqualTo(width(layout)));
        }
    }

    private static String text(Export export) {
        String parameters =
                export.type().argumentLayouts().stream()
                        .map(layout -> layout.name().orElse("?"))
                        .collect(Collectors.joining(", "));
        String result =
                export.type()
                        .returnLayout()
                        .map(layout -> layout.name().orElse("?"))
                        .orElse("void");
        return String.join(
                " ",
                export.header(),
                export.library().fileName(),
                export.name(),
                result,
                parameters);
    }

    /** By the rules of 64-bit Windows: LONG and enums have 32 bits, pointers and handles 64. */
    private static long width(MemoryLayout layout) {
        String name = layout.name().orElseThrow();
        if (name.endsWith("*")) {
            return 8;
        }
        return switch (name) {
            case "USHORT" -> 2;
            case "HRESULT",
                    "DWORD",
                    "ULONG",
                    "UINT32",
                    "BOOL",
                    "HCS_OPERATION_TYPE",
                    "HCS_OPERATION_OPTIONS",
                    "HCS_EVENT_OPTIONS",
                    "HCS_RESOURCE_TYPE",
                    "HCN_PORT_PROTOCOL",
                    "HCN_PORT_ACCESS",
                    "HDV_DEVICE_TYPE",
                    "HDV_DEVICE_HOST_FLAGS",
                    "HDV_PCI_BAR_SELECTOR",
                    "HDV_MMIO_MAPPING_FLAGS" ->
                    4;
            default -> 8;
        };
    }
}
