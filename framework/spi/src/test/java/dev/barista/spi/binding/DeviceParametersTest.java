package dev.barista.spi.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.Dispatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class DeviceParametersTest {
    private static final DeviceDescription TIMER =
            new DeviceDescription(
                    "timer",
                    "",
                    "example.Timer",
                    new DeviceDescription.Identity(0x1234, 1, 0, 0, 0, 0),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(
                            new ParameterDescription(
                                    "period",
                                    ParameterDescription.Type.LONG,
                                    "",
                                    1,
                                    1L << 40,
                                    List.of()),
                            new ParameterDescription(
                                    "mode",
                                    ParameterDescription.Type.ENUM,
                                    "",
                                    Long.MIN_VALUE,
                                    Long.MAX_VALUE,
                                    List.of("ONE_SHOT", "PERIODIC")),
                            new ParameterDescription(
                                    "trace",
                                    ParameterDescription.Type.BOOLEAN,
                                    "",
                                    0,
                                    1,
                                    List.of())),
                    Dispatch.CALLER,
                    true);

    private enum Mode {
        ONE_SHOT,
        PERIODIC
    }

    @ParameterizedTest
    @CsvSource({
        "4096, 4096",
        "0x1000, 4096",
        "4K, 4096",
        "0x10k, 16384",
        "3M, 3145728",
        "1_000, 1000"
    })
    void numbersAreDecimalOrHexadecimalWithUnits(String text, long expected) {
        var parameters = new DeviceParameters(TIMER, Map.of("period", text));

        assertThat(parameters.longValue("period", 7)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "four", "0x", "4KK", "99999999999999999999", "9000000000G"})
    void textThatIsNoNumberIsRefusedWithAnExample(String text) {
        var parameters = new DeviceParameters(TIMER, Map.of("period", text));

        assertThatThrownBy(() -> parameters.longValue("period", 7))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage(
                        "timer: period=" + text + " must be a number such as 4096, 0x1000 or 4K");
    }

    @Test
    void aNumberOutOfItsRangeIsRefusedWithTheRange() {
        var parameters = new DeviceParameters(TIMER, Map.of("period", "0"));

        assertThatThrownBy(() -> parameters.longValue("period", 7))
                .hasMessage(
                        "timer: period=0 must be from 1 (0x1) to 1099511627776 (0x10000000000)");
    }

    @Test
    void aNumberTooWideForItsFieldIsRefused() {
        var parameters = new DeviceParameters(TIMER, Map.of("period", "0x100000000"));

        assertThatThrownBy(() -> parameters.intValue("period", 7))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("2147483647");
    }

    @Test
    void anEnumIsNamedInAnyCaseAndWithDashes() {
        var parameters = new DeviceParameters(TIMER, Map.of("mode", "one-shot"));

        assertThat(parameters.enumValue("mode", Mode.PERIODIC)).isEqualTo(Mode.ONE_SHOT);
    }

    @Test
    void anUnknownEnumConstantIsRefusedWithTheChoices() {
        var parameters = new DeviceParameters(TIMER, Map.of("mode", "twice"));

        assertThatThrownBy(() -> parameters.enumValue("mode", Mode.PERIODIC))
                .hasMessage("timer: mode=twice must be one of [ONE_SHOT, PERIODIC]");
    }

    @Test
    void aBooleanThatIsNeitherTrueNorFalseIsRefused() {
        var parameters = new DeviceParameters(TIMER, Map.of("trace", "maybe"));

        assertThatThrownBy(() -> parameters.booleanValue("trace", false))
                .hasMessage("timer: trace=maybe must be true or false");
    }

    @Test
    void whatIsNotGivenKeepsItsDefault() {
        var parameters = new DeviceParameters(TIMER, Map.of());

        assertThat(parameters.longValue("period", 7)).isEqualTo(7);
        assertThat(parameters.enumValue("mode", Mode.PERIODIC)).isEqualTo(Mode.PERIODIC);
        assertThat(parameters.booleanValue("trace", true)).isTrue();
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> new DeviceParameters(TIMER, Map.of("perod", "1")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("timer has no parameter 'perod'; it has: mode, period, trace");
    }
}
