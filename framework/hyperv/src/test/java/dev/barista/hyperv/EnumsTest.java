package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.compute.EventOption;
import dev.barista.hyperv.compute.EventType;
import dev.barista.hyperv.compute.OperationOption;
import dev.barista.hyperv.compute.OperationType;
import dev.barista.hyperv.compute.ResourceType;
import dev.barista.hyperv.ffi.Facts;
import dev.barista.hyperv.ffi.compute.CreateOptionsVersion;
import dev.barista.hyperv.ffi.compute.LegacyNotification;
import dev.barista.hyperv.ffi.compute.LegacyNotificationFlag;
import dev.barista.hyperv.network.NotificationType;
import dev.barista.hyperv.network.PortAccess;
import dev.barista.hyperv.network.PortProtocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Enums against what the headers declare, value by value. */
class EnumsTest {
    static Stream<Arguments> enums() {
        return Stream.of(
                of(
                        "HCS_OPERATION_TYPE",
                        "HcsOperationType",
                        OperationType.values(),
                        OperationType::value),
                of("HCS_EVENT_TYPE", "HcsEvent", EventType.values(), EventType::value),
                of("HCS_EVENT_OPTIONS", "HcsEventOption", EventOption.values(), EventOption::value),
                of(
                        "HCS_OPERATION_OPTIONS",
                        "HcsOperationOption",
                        OperationOption.values(),
                        OperationOption::value),
                of(
                        "HCS_RESOURCE_TYPE",
                        "HcsResourceType",
                        ResourceType.values(),
                        ResourceType::value),
                of(
                        "HCS_NOTIFICATION_FLAGS",
                        "HcsNotificationFlag",
                        LegacyNotificationFlag.values(),
                        LegacyNotificationFlag::value),
                of(
                        "HCS_NOTIFICATIONS",
                        "HcsNotification",
                        LegacyNotification.values(),
                        LegacyNotification::value),
                of(
                        "HCS_CREATE_OPTIONS",
                        "HcsCreateOptions",
                        CreateOptionsVersion.values(),
                        CreateOptionsVersion::value),
                of(
                        "HCN_NOTIFICATIONS",
                        "HcnNotification",
                        NotificationType.values(),
                        NotificationType::value),
                of(
                        "HCN_PORT_PROTOCOL",
                        "HCN_PORT_PROTOCOL_",
                        PortProtocol.values(),
                        PortProtocol::value),
                of("HCN_PORT_ACCESS", "HCN_PORT_ACCESS_", PortAccess.values(), PortAccess::value));
    }

    private static <E extends Enum<E>> Arguments of(
            String type, String prefix, E[] constants, Function<E, Integer> value) {
        Map<String, Integer> bound = new TreeMap<>();
        Arrays.stream(constants).forEach(it -> bound.put(it.name(), value.apply(it)));
        return Arguments.of(type, prefix, bound);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("enums")
    void everyConstantOfTheHeaderHasItsValue(
            String type, String prefix, Map<String, Integer> bound) {
        Map<String, Integer> declared =
                Facts.rows("enums.tsv").stream()
                        .filter(row -> row[0].equals(type))
                        .collect(
                                Collectors.toMap(
                                        row -> javaName(row[1].substring(prefix.length())),
                                        row -> (int) (long) Long.decode(row[2])));
        // One value with an older and a newer name.
        declared.remove("SYSTEM_SHUTDOWN_COMPLETED");

        assertThat(bound).isEqualTo(new TreeMap<>(declared));
    }

    /** {@code GetProcessInfo} as {@code GET_PROCESS_INFO}, {@code _1} as {@code VERSION_1}. */
    private static String javaName(String name) {
        if (name.startsWith("_")) {
            return "VERSION" + name;
        }
        return name.equals(name.toUpperCase(Locale.ROOT))
                ? name
                : name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    @Test
    void anUnknownValueIsNone() {
        assertThat(EventType.of(0x7777)).isNull();
        assertThat(NotificationType.of(0x13)).isNull();
        assertThat(OperationType.of(20)).isNull();
    }
}
