package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The interactive console, on a terminal that util-linux's script makes. */
class GuestTerminalGuestTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PROMPT = "# ";
    private static final String CTRL_A = "\u0001";
    private static final String CTRL_C = "\u0003";

    @TempDir Path folder;

    private Process script;
    private final StringBuilder screen = new StringBuilder();

    @BeforeEach
    void open() throws Exception {
        GuestKit kit = RequiredKit.fetch();
        assumeTrue(HostProgram.exists("script"), "no terminal: util-linux's script is missing");
        String command =
                GuestOwner.command(kit, folder, "terminal").stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        script =
                new ProcessBuilder("script", "-qefc", command, "/dev/null")
                        .redirectErrorStream(true)
                        .start();
        // Reading has no time limit of its own: the end of the process ends it.
        var _ =
                CompletableFuture.runAsync(
                        script::destroyForcibly,
                        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        await(PROMPT);
    }

    @AfterEach
    void close() {
        if (script != null) {
            script.destroyForcibly();
        }
    }

    @Test
    void theShellsExitEndsTheGuest() throws Exception {
        type("echo sum=$((20 + 22))\n");
        await("sum=42");
        type("exit\n");

        assertThat(exitCode()).isZero();
    }

    @Test
    void ctrlCGoesToTheGuestAndCtrlAXEndsIt() throws Exception {
        type("echo $((20 + 22))nd sleep; sleep 1000\n");
        await("42nd sleep");
        type(CTRL_C);
        type("echo status=$?\n");
        await("status=130");
        type(CTRL_A + "x");

        assertThat(exitCode()).isZero();
    }

    private void type(String keys) throws IOException {
        OutputStream keyboard = script.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    private void await(String text) throws IOException {
        InputStream output = script.getInputStream();
        while (screen.indexOf(text) < 0) {
            int next = output.read();
            assertThat(next).as("the screen ends with: %s", screen).isNotNegative();
            screen.append((char) next);
        }
        screen.setLength(0);
    }

    private int exitCode() throws InterruptedException, IOException {
        script.getInputStream().transferTo(OutputStream.nullOutputStream());
        return script.waitFor();
    }
}
