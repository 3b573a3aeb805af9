package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.launcher.guest.QemuOption;
import dev.barista.testkit.RequiredParts;
import dev.barista.testkit.guest.RequiredGuestKit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code barista run} on a terminal, which util-linux's script makes. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleGuestTest {
    private static final String PROMPT = "/ # ";
    private static final String CTRL_A = "\u0001";

    @TempDir Path temporary;

    private Process terminal;
    private final StringBuilder screen = new StringBuilder();

    @BeforeEach
    void open() throws Exception {
        RequiredGuestKit.fetch();
        RequiredParts.require(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "script"))),
                "no terminal: util-linux's script is missing");
        String command =
                LauncherProcess.command(temporary, "run", "edu").stream()
                        .map(QemuOption::quoted)
                        .collect(Collectors.joining(" "));
        terminal =
                new ProcessBuilder("script", "-qefc", command, "/dev/null")
                        .redirectErrorStream(true)
                        .start();
        await(PROMPT);
    }

    @AfterEach
    void close() throws Exception {
        if (terminal != null) {
            terminal.destroyForcibly().waitFor();
        }
    }

    @Test
    void itIsTheGuestsShellAndExitEndsIt() throws Exception {
        type("cat /sys/bus/pci/devices/0000:00:01.0/device\n");
        await("0x11e8");
        type("exit\n");

        assertThat(exitCode()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void ctrlAXEndsIt() throws Exception {
        type(CTRL_A + "x");

        assertThat(exitCode()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    private void type(String keys) throws IOException {
        OutputStream keyboard = terminal.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private void await(String text) throws IOException {
        InputStream output = terminal.getInputStream();
        while (screen.indexOf(text) < 0) {
            int next = output.read();
            assertThat(next).as("the screen ends with: %s", screen).isNotNegative();
            screen.append((char) next);
        }
        screen.setLength(0);
    }

    private int exitCode() throws InterruptedException, IOException {
        terminal.getInputStream().transferTo(OutputStream.nullOutputStream());
        return terminal.waitFor();
    }
}
