package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;

class ServeProcessTest {
    @TempDir Path folder;

    @Test
    void saysInOneLineWhereItListensAndWhatToGiveToQemu() throws Exception {
        Path socket = folder.resolve("edu.sock");

        try (LauncherProcess serve = serve("edu", "--socket", socket.toString())) {
            assertThat(serve.awaitLine("edu: listening on " + socket))
                    .endsWith(
                            "-device '{\"driver\":\"vfio-user-pci\",\"socket\":"
                                    + "{\"type\":\"unix\",\"path\":\"%s\"}}'".formatted(socket));
            assertThat(serve.out()).hasSize(1);
            assertThat(socket).exists();
        }
    }

    @Test
    void saysItInJsonIfAsked() throws Exception {
        Path socket = folder.resolve("edu.sock");

        try (LauncherProcess serve = serve("edu", "--json", "--socket", socket.toString())) {
            JsonNode line = JsonMapper.shared().readTree(serve.awaitLine("{"));

            assertThat(line.get("device").asString()).isEqualTo("edu");
            assertThat(line.get("socket").asString()).isEqualTo(socket.toString());
            assertThat(line.get("qemuDevice").asString()).contains("vfio-user-pci");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "spin", "50"})
    void waitsAsItIsTold(String way) throws Exception {
        Path socket = folder.resolve("edu.sock");

        try (LauncherProcess serve = serve("edu", "--socket", socket.toString(), "--wait", way)) {
            assertThat(serve.awaitLine("listening")).contains(socket.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsItInSuccessAndRemovesTheSocket(String signal) throws Exception {
        Path socket = folder.resolve("edu.sock");

        try (LauncherProcess serve = serve("edu", "--socket", socket.toString())) {
            serve.awaitLine("listening");
            serve.signal(signal);

            assertThat(serve.exitCode()).isZero();
            assertThat(socket).doesNotExist();
            assertThat(serve.err()).isEmpty();
        }
    }

    @Test
    void severalDevicesShareAFolderByTheirNames() throws Exception {
        try (LauncherProcess serve =
                serve("edu", "edu,dma_mask=0xffffffff", "--socket-dir", folder.toString())) {
            serve.awaitLine("edu-2: listening");

            assertThat(folder).isDirectoryContaining(path -> path.endsWith("edu.sock"));
            assertThat(folder).isDirectoryContaining(path -> path.endsWith("edu-2.sock"));
        }
    }

    @Test
    void theSocketOfAKilledServerIsTakenOver() throws Exception {
        Path socket = folder.resolve("edu.sock");
        try (LauncherProcess killed = serve("edu", "--socket", socket.toString())) {
            killed.awaitLine("listening");
            killed.signal("KILL");
            killed.exitCode();
        }
        assertThat(Files.exists(socket)).isTrue();

        try (LauncherProcess next = serve("edu", "--socket", socket.toString())) {
            next.awaitLine("listening");
        }
    }

    private LauncherProcess serve(String... args) throws Exception {
        String[] all = new String[args.length + 1];
        all[0] = "serve";
        System.arraycopy(args, 0, all, 1, args.length);
        return LauncherProcess.start(folder, all);
    }
}
