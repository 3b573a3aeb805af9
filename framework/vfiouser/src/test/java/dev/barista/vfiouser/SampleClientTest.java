package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.runtime.HdvHost;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * libvfio-user's own client, unmodified, goes through all it can do against a device of ours: it
 * queries, maps memory, takes interrupts, logs dirty pages, migrates the device to a second server
 * that it starts itself, and goes on there. Its source comes from outside: the property names the
 * folder of libvfio-user's archive.
 */
@Timeout(300)
class SampleClientTest {
    private static final String PEERS = "barista.peers";

    @TempDir Path folder;

    @Test
    void theSampleClientCompletesWithAMigrationToASecondServer() throws Exception {
        Path client = build(archive());
        Path output = folder.resolve("client.out");
        Path errors = folder.resolve("client.err");
        writeServerScript();
        Path socket = folder.resolve("socket");
        try (HdvHost host = SampleServer.serve(socket)) {
            Process started =
                    new ProcessBuilder(client.toString(), socket.toString())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            try {
                // The client forks, and the parent of the two becomes the second server.
                awaitEnd(awaitFork(started, errors));
            } finally {
                started.destroy();
                started.waitFor();
            }
            assertThat(host.device("sample").faults()).isZero();
        }

        // The client writes its output when it ends as it should, and says so if it does not.
        assertThat(Files.readString(errors))
                .as("its only complaint, about what it tries on purpose")
                .isEqualTo(
                        "client: failed to read from region -559038737 0-0x3: Invalid argument\n");
        assertThat(Files.readString(output))
                .contains("client: setting device state to stop-and-copy")
                .contains("client: starting destination server")
                .containsPattern("(?s)INTx triggered!.*INTx triggered!");
        assertThat(Files.readString(folder.resolve("server.err"))).doesNotContain("SEVERE");
    }

    private static Path archive() throws IOException {
        String peers = System.getProperty(PEERS, "");
        Assumptions.assumeFalse(
                peers.isEmpty(),
                "no source of libvfio-user: set " + PEERS + " to the folder of its archive");
        try (Stream<Path> files = Files.list(Path.of(peers))) {
            Optional<Path> archive =
                    files.filter(
                                    each ->
                                            each.toString()
                                                    .matches(".*/libvfio-user-[^/]*\\.tar\\.gz"))
                            .max(Comparator.naturalOrder());
            return archive.orElseThrow(
                    () -> new AssertionError(peers + " has no libvfio-user-*.tar.gz"));
        }
    }

    private Path build(Path archive) throws Exception {
        run("tar", "xzf", archive.toString(), "-C", folder.toString(), "--strip-components=1");
        Path client = folder.resolve("client");
        run(
                "gcc",
                "-std=gnu99",
                "-D_GNU_SOURCE",
                "-Wno-deprecated-declarations",
                "-I/usr/include/json-c",
                "-Iinclude",
                "-Ilib",
                "-o",
                client.toString(),
                "samples/client.c",
                "lib/migration.c",
                "lib/tran.c",
                "lib/tran_sock.c",
                "-ljson-c",
                "-lpthread");
        return client;
    }

    private void run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(() -> command[0] + ": " + output).isZero();
    }

    /** What the client starts as its destination, by this name beside itself. */
    private void writeServerScript() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path script = folder.resolve("server");
        Files.writeString(
                script,
                """
                #!/bin/sh
                exec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s "$@" 2>'%s'
                """
                        .formatted(
                                java,
                                String.join(File.pathSeparator, classPath()),
                                SampleServer.class.getName(),
                                folder.resolve("server.err")));
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** Everything that this test runs with, as a class path. */
    private static List<String> classPath() throws Exception {
        List<String> entries = new ArrayList<>();
        String own = SampleServer.class.getSimpleName() + ".class";
        URI here = Objects.requireNonNull(SampleServer.class.getResource(own)).toURI();
        String up = "../".repeat(SampleServer.class.getName().split("\\.").length);
        entries.add(Path.of(here).resolve(up).normalize().toString());
        entries.add(System.getProperty("java.class.path", ""));
        entries.add(System.getProperty("jdk.module.path", ""));
        entries.removeIf(String::isEmpty);
        return entries;
    }

    /** Waits for a process whose parent does not, so that it stays behind as a zombie. */
    private static void awaitEnd(ProcessHandle process) throws Exception {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        while (Files.exists(stat) && !Files.readString(stat).contains(") Z ")) {
            Thread.sleep(20);
        }
    }

    private static ProcessHandle awaitFork(Process client, Path errors) throws Exception {
        while (true) {
            Optional<ProcessHandle> fork = client.children().findFirst();
            if (fork.isPresent()) {
                return fork.get();
            }
            if (!client.isAlive()) {
                throw new AssertionError("the client has given up: " + Files.readString(errors));
            }
            Thread.sleep(20);
        }
    }
}
