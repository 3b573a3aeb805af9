package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QemuBinaryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "QEMU emulator version 10.2.0",
                "QEMU emulator version 11.1.3 (Debian 1:11.1.3+ds-1~bpo13+1)"
            })
    void versionsFrom10Point2AreRecent(String answer) {
        assertThat(QemuBinary.isRecent(answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QEMU emulator version 9.9.0", "QEMU emulator version 10.1.2", ""})
    void othersAreNot(String answer) {
        assertThat(QemuBinary.isRecent(answer)).isFalse();
    }
}
