package dev.barista.launcher.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class DeviceSpecTest {
    @Test
    void aNameAloneHasNoParameters() {
        DeviceSpec spec = DeviceSpec.parse("edu");

        assertThat(spec.device()).isEqualTo("edu");
        assertThat(spec.parameters()).isEmpty();
    }

    @Test
    void parametersFollowTheNameAfterCommas() {
        DeviceSpec spec = DeviceSpec.parse("edu,dma_mask=0xffffffff,mode=a=b");

        assertThat(spec.parameters()).isEqualTo(Map.of("dma_mask", "0xffffffff", "mode", "a=b"));
    }

    @Test
    void aDoubledCommaIsPartOfTheValue() {
        DeviceSpec spec = DeviceSpec.parse("hello,greeting=Hi,, you,other=x");

        assertThat(spec.parameters()).isEqualTo(Map.of("greeting", "Hi, you", "other", "x"));
    }

    @Test
    void aValueMayBeEmpty() {
        assertThat(DeviceSpec.parse("hello,greeting=").parameters())
                .isEqualTo(Map.of("greeting", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",a=b", "a=b", "edu,", "edu,flag", "edu,=1", "edu,a=1,a=2"})
    void anythingElseIsRefusedWithTheSyntax(String text) {
        assertThatThrownBy(() -> DeviceSpec.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(DeviceSpec.SYNTAX);
    }
}
