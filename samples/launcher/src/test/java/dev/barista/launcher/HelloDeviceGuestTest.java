package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.testkit.guest.RequiredGuestKit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Timeout(600)
class HelloDeviceGuestTest {
    /** What a driver would do: find BAR 0, read the signature, greet three times, count. */
    private static final String GREET =
            """
            device=/sys/bus/pci/devices/0000:00:01.0
            echo 1 > $device/enable
            bar=$(head -n 1 $device/resource | cut -d ' ' -f 1)
            devmem $bar
            devmem $((bar + 0x14)) 32 3
            devmem $((bar + 0x08))
            devmem $((bar + 0x100)) 8
            """;

    @Test
    void isTestedInTheGuestByItsOwnBuildIfAsked() throws Exception {
        RequiredGuestKit.fetch();

        assertThat(HelloDeviceBuild.withGuest())
                .containsPattern(
                        "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0.*HelloDeviceGuestTest");
    }

    @Test
    void isUsedInTheGuest(@TempDir Path temporary) throws Exception {
        RequiredGuestKit.fetch();

        try (LauncherProcess run =
                LauncherProcess.start(
                        temporary,
                        "run",
                        "hello,greeting=Good morning",
                        "--plugin-path",
                        HelloDeviceBuild.jar().toString(),
                        "--exec",
                        GREET)) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).containsExactly("0x48454C4F", "0x00000003", "0x47");
        }
    }
}
