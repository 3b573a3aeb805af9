package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What can't be done is one line that names the next step, an exit code, and nothing else. No guest
 * kit can be had here, so whatever is refused is refused before one is asked for.
 */
class BadInputProcessTest {
    @TempDir Path folder;
    private Path temporary;
    private Path sockets;
    private Path cache;

    @BeforeEach
    void makeFolders() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temporary"));
        sockets = Files.createDirectory(folder.resolve("sockets"));
        cache = Files.createDirectory(folder.resolve("cache"));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(temporary).isEmptyDirectory();
        assertThat(sockets).isEmptyDirectory();
        assertThat(cache).isDirectoryNotContaining(Files::isDirectory);
        assertThat(
                        ProcessHandle.allProcesses()
                                .map(process -> process.info().commandLine().orElse(""))
                                .filter(command -> command.contains(temporary.toString())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "run", "serve"})
    void anUnknownDevice(String command) throws Exception {
        assertThat(refusal(2, command, "nonesuch"))
                .startsWith("barista: no device is called 'nonesuch'; there are: ")
                .contains("edu", "--plugin-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "run", "serve"})
    void aParameterTheDeviceDoesNotHave(String command) throws Exception {
        assertThat(refusal(2, command, "edu,color=red"))
                .startsWith("barista: edu has no parameter 'color'; it has: dma_mask")
                .contains("'barista describe'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "run", "serve"})
    void aParameterWithoutALegalValue(String command) throws Exception {
        assertThat(refusal(2, command, "edu,dma_mask=red"))
                .startsWith("barista: edu: dma_mask=red ")
                .contains("'barista describe'");
    }

    @Test
    void aSocketPathInUse() throws Exception {
        Path socket = sockets.resolve("edu.sock");
        try (LauncherProcess first =
                LauncherProcess.start(temporary, "serve", "edu", "--socket", socket.toString())) {
            first.awaitLine("listening");

            assertThat(refusal(1, "serve", "edu", "--socket", socket.toString()))
                    .isEqualTo(
                            "barista: socket path %s is in use by another server; stop that or"
                                    + " choose another path",
                            socket);

            first.signal("TERM");
            assertThat(first.exitCode()).isZero();
        }
    }

    @Test
    void noQemu() throws Exception {
        // Nothing is in this PATH, so no apt to fetch QEMU with.
        Map<String, String> environment =
                Map.of("BARISTA_CACHE", cache.toString(), "PATH", sockets.toString());

        assertThat(refusal(environment, 1, "run", "edu", "--exec", "true"))
                .startsWith("barista: this host has no apt-get to fetch QEMU and Linux with; ")
                .contains("container", "QEMU >= 10.1 of your own");
    }

    @Test
    void noNetworkForTheGuestKit() throws Exception {
        try (LauncherProcess run =
                LauncherProcess.start(
                        withoutNetwork(),
                        LauncherProcess.command(temporary, "run", "edu", "--exec", "true"))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("fetching QEMU and Linux"),
                            line -> assertThat(line).startsWith("barista: ").contains("network"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "describe edu", "run edu", "serve edu"})
    void aPluginJarWithoutADevice(String command) throws Exception {
        Path jar = folder.resolve("empty.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("readme"));
        }

        assertThat(refusal(1, command.split(" "), "--plugin-path", jar.toString()))
                .isEqualTo(
                        "barista: %s has no Barista device; a plugin is a jar with a @PciDevice"
                                + " class compiled with the barista-processor",
                        jar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "run", "serve edu"})
    void aDeviceWhoseConstructorThrows(String command) throws Exception {
        Path jar =
                PluginJar.ofDevice(
                        folder,
                        "broken",
                        "if (true) throw new IllegalStateException(\"no luck\");");

        assertThat(refusal(1, command.split(" "), "broken", "--plugin-path", jar.toString()))
                .isEqualTo(
                        "barista: device 'broken' (plugin.TestedDevice) can't be made:"
                                + " java.lang.IllegalStateException: no luck; --verbose shows where"
                                + " that comes from");
    }

    private String refusal(int exitCode, String[] command, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        return refusal(exitCode, all.toArray(String[]::new));
    }

    private String refusal(int exitCode, String... arguments) throws Exception {
        return refusal(withoutNetwork(), exitCode, arguments);
    }

    /** The one line that the command prints before it ends with an exit code. */
    private String refusal(Map<String, String> environment, int exitCode, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (arguments[0].equals("serve") && !all.contains("--socket")) {
            all.addAll(List.of("--socket-dir", sockets.toString()));
        }
        try (LauncherProcess process =
                LauncherProcess.start(
                        environment,
                        LauncherProcess.command(temporary, all.toArray(String[]::new)))) {
            assertThat(process.exitCode()).isEqualTo(exitCode);
            assertThat(process.out()).isEmpty();
            assertThat(process.err()).hasSize(1);
            return process.err().getFirst();
        }
    }

    private Map<String, String> withoutNetwork() {
        Map<String, String> environment = new TreeMap<>(LauncherProcess.NO_NETWORK);
        environment.put("BARISTA_CACHE", cache.toString());
        return environment;
    }
}
