package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class GuestProgramTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "../init", "Edu", "a b", "-x"})
    void aNameThatIsNoPlainCommandIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestProgram(name, Map.of("a.c", "")))
                .withMessageContaining("use lower-case letters, digits and hyphens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.c", "a.cpp", "a b.c", "/a.h"})
    void aSourceThatIsNoPlainFileNameIsRefused(String file) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestProgram("tool", Map.of("a.c", "", file, "")))
                .withMessageContaining(file);
    }

    @Test
    void aProgramWithoutACFileIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuestProgram("tool", Map.of("a.h", "")))
                .withMessage("tool has no .c file");
    }
}
