package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.binding.InvalidParameterException;
import dev.barista.spi.binding.ParameterDescription;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Fields that a configuration sets. */
class ParameterTest {
    private static final String ONE_OF_EACH_TYPE =
            """
            enum Mode { FAST, VERY_SAFE }

            @Parameter(description = "How many queues", min = 1, max = 16) int queues = 4;
            @Parameter long dmaMask = 0x0fff_ffff;
            @Parameter boolean verbose;
            @Parameter(name = "serial") String serialNumber = "none";
            @Parameter Mode mode = Mode.FAST;

            @Read(offset = 0x00) int queues() { return queues; }
            @Read(offset = 0x08) long dmaMask() { return dmaMask; }
            @Read(offset = 0x10) byte verbose() { return (byte) (verbose ? 1 : 0); }
            @Read(offset = 0x14) int serial() { return serialNumber.length(); }
            @Read(offset = 0x18) int mode() { return mode.ordinal(); }
            """;

    @TempDir Path output;

    @Test
    void initializersAreTheDefaults() {
        Bench device = Bench.of(output, ONE_OF_EACH_TYPE);

        assertThat(device.read32(0x00)).isEqualTo(4);
        assertThat(device.read64(0x08)).isEqualTo(0x0fff_ffff);
        assertThat(device.read8(0x10)).isZero();
        assertThat(device.read32(0x14)).isEqualTo(4);
        assertThat(device.read32(0x18)).isZero();
    }

    @Test
    void valuesAreSetBeforeTheFirstReset() {
        Bench device =
                Bench.of(
                        output,
                        Map.of(
                                "queues", "8",
                                "dma_mask", "0xffff_ffff",
                                "verbose", "on",
                                "serial", "ab",
                                "mode", "very-safe"),
                        ONE_OF_EACH_TYPE
                                + """
                                @Register(offset = 0x20, access = Access.RO) int queuesAtReset;
                                @OnReset void start() { queuesAtReset = queues; }
                                """);

        assertThat(device.read32(0x00)).isEqualTo(8);
        assertThat(device.read64(0x08)).isEqualTo(0xffff_ffffL);
        assertThat(device.read8(0x10)).isEqualTo(1);
        assertThat(device.read32(0x14)).isEqualTo(2);
        assertThat(device.read32(0x18)).isEqualTo(1);
        assertThat(device.read32(0x20)).isEqualTo(8);
    }

    @Test
    void aNumberOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Bench.of(output, Map.of("queues", "17"), ONE_OF_EACH_TYPE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("queues=17");
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThatThrownBy(() -> Bench.of(output, Map.of("queue", "1"), ONE_OF_EACH_TYPE))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("queue");
    }

    @Test
    void theDescriptionHasThemInTheOrderOfTheSource() {
        Bench device = Bench.of(output, ONE_OF_EACH_TYPE);

        assertThat(device.description().parameters())
                .containsExactly(
                        new ParameterDescription(
                                "queues",
                                ParameterDescription.Type.INT,
                                "How many queues",
                                1,
                                16,
                                List.of()),
                        new ParameterDescription(
                                "dma_mask",
                                ParameterDescription.Type.LONG,
                                "",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                List.of()),
                        new ParameterDescription(
                                "verbose",
                                ParameterDescription.Type.BOOLEAN,
                                "",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                List.of()),
                        new ParameterDescription(
                                "serial",
                                ParameterDescription.Type.STRING,
                                "",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                List.of()),
                        new ParameterDescription(
                                "mode",
                                ParameterDescription.Type.ENUM,
                                "",
                                Long.MIN_VALUE,
                                Long.MAX_VALUE,
                                List.of("FAST", "VERY_SAFE")));
    }
}
