package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What is run where no guest can be had. */
class RunProcessTest {
    @Test
    void whereNoQemuCanBeHadTheConsoleIsTheInProcessGuests(@TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        // Nothing is in this PATH, so no apt to fetch QEMU with.
        Map<String, String> environment =
                Map.of(
                        "BARISTA_CACHE",
                        folder.resolve("cache").toString(),
                        "PATH",
                        temporary.toString());

        try (LauncherProcess run =
                LauncherProcess.start(
                        environment, LauncherProcess.command(temporary, "run", "edu"))) {
            run.type("read ID\nexit\n");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).containsExactly("0x010000ed");
            assertThat(run.err())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("no apt-get"),
                            line -> assertThat(line).contains("in-process"));
        }
        assertThat(temporary).isEmptyDirectory();
    }
}
