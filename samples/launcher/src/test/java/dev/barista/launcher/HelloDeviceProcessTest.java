package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Timeout(600)
class HelloDeviceProcessTest {
    @Test
    void isTestedByItsOwnBuildWithoutAGuest() throws Exception {
        assertThat(HelloDeviceBuild.plain())
                .containsPattern(
                        "Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*HelloDeviceTest")
                .doesNotContain("HelloDeviceGuestTest");
    }

    @Test
    void isListedAsAPlugin(@TempDir Path temporary) throws Exception {
        String jar = HelloDeviceBuild.jar().toString();

        try (LauncherProcess devices =
                LauncherProcess.start(temporary, "devices", "--plugin-path", jar)) {
            assertThat(devices.exitCode()).isZero();
            assertThat(devices.out())
                    .filteredOn(line -> line.startsWith("hello "))
                    .singleElement()
                    .asString()
                    .contains("1234:cafe", jar);
        }
    }
}
