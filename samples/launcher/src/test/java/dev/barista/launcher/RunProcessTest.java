package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What happens where the guest can't be had. */
class RunProcessTest {
    @TempDir Path folder;
    private Path temporary;
    private Path cache;

    @BeforeEach
    void makeFolders() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        cache = Files.createDirectory(folder.resolve("cache"));
    }

    @Test
    void withoutNetworkTheKitCanNotBeFetchedAndNothingIsLeft() throws Exception {
        // A port that nobody listens on; apt takes these variables before its own settings.
        String nobody = "http://127.0.0.1:9";
        Map<String, String> environment =
                Map.of(
                        "BARISTA_CACHE", cache.toString(),
                        "http_proxy", nobody,
                        "https_proxy", nobody);

        try (LauncherProcess run =
                LauncherProcess.start(
                        environment,
                        LauncherProcess.command(temporary, "run", "edu", "--exec", "true"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .filteredOn(line -> line.startsWith("barista: "))
                    .singleElement()
                    .asString()
                    .contains("network");
            assertThat(run.out()).isEmpty();
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(cache).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void whereNoQemuCanBeHadTheConsoleIsTheInProcessGuests() throws Exception {
        try (LauncherProcess run = LauncherProcess.start(withoutApt(), run())) {
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

    @Test
    void butACommandForLinuxIsNotExecutedElsewhere() throws Exception {
        try (LauncherProcess run = LauncherProcess.start(withoutApt(), run("--exec", "true"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .filteredOn(line -> line.startsWith("barista: "))
                    .singleElement()
                    .asString()
                    .contains("no apt-get");
        }
    }

    private java.util.List<String> run(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "run";
        all[1] = "edu";
        System.arraycopy(more, 0, all, 2, more.length);
        return LauncherProcess.command(temporary, all);
    }

    private Map<String, String> withoutApt() {
        return Map.of("BARISTA_CACHE", cache.toString(), "PATH", folder.toString());
    }
}
