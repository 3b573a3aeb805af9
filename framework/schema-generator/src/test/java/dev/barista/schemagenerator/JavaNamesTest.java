package dev.barista.schemagenerator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
    @ParameterizedTest
    @CsvSource({
        "SizeInMB, sizeInMB",
        "ID, id",
        "IPAddresses, ipAddresses",
        "ICSFlags, icsFlags",
        "L4Proxy, l4Proxy",
        "QoS, qoS",
        "device_extension, deviceExtension",
        "clonesd, clonesd",
        "Volatile, isVolatile"
    })
    void aComponentStartsWithALowerCaseWord(String name, String component) {
        assertThat(JavaNames.component(name)).isEqualTo(component);
    }

    @ParameterizedTest
    @CsvSource({
        "PassThru, PASS_THRU",
        "NAT, NAT",
        "ICMPv4, ICMPV4",
        "SDNRoute, SDN_ROUTE",
        "EnableIPv6, ENABLE_IPV6",
        "Sse4_1, SSE4_1",
        "hard, HARD"
    })
    void aConstantIsInCapitalsWithAnUnderscoreBetweenWords(String name, String constant) {
        assertThat(JavaNames.constant(name)).isEqualTo(constant);
    }

    @ParameterizedTest
    @CsvSource({"Container_Memory, ContainerMemory", "Route_2, Route2", "DNS, DNS"})
    void aTypeHasNoUnderscores(String name, String type) {
        assertThat(JavaNames.type(name)).isEqualTo(type);
    }
}
