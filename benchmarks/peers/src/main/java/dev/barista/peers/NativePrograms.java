package dev.barista.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The C programs: the client, and libvfio-user's server, compiled from a tarball and one source
 * file.
 *
 * @param client times a server
 * @param libvfioUser serves registers; a second argument makes it poll
 */
record NativePrograms(Path client, Path libvfioUser) {
    /**
     * Compiles both.
     *
     * @param peers has {@code libvfio-user-*.tar.gz} and {@code lvu_regdev.c}
     * @param target takes what is made
     */
    static NativePrograms compile(Path peers, Path target)
            throws IOException, InterruptedException {
        Path client = target.resolve("region-client");
        Path source = target.resolve("region-client.c");
        try (InputStream stream = NativePrograms.class.getResourceAsStream("region-client.c")) {
            if (stream == null) {
                throw new IOException("region-client.c is missing in the jar");
            }
            Files.copy(stream, source);
        }
        run(List.of("gcc", "-O2", "-Wall", "-o", client.toString(), source.toString()));
        return new NativePrograms(client, compileServer(peers, target));
    }

    private static Path compileServer(Path peers, Path target)
            throws IOException, InterruptedException {
        Path unpacked = Files.createDirectory(target.resolve("libvfio-user"));
        run(
                List.of(
                        "tar",
                        "--extract",
                        "--gzip",
                        "--file",
                        tarball(peers).toString(),
                        "--strip-components=1",
                        "--directory",
                        unpacked.toString()));
        Path server = target.resolve("lvu_regdev");
        // As the project's release build has it, but for its own build tool.
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "gcc",
                                "-std=gnu99",
                                "-O3",
                                "-D_GNU_SOURCE",
                                "-I" + unpacked.resolve("include"),
                                "-I" + unpacked.resolve("lib"),
                                "-o",
                                server.toString(),
                                peers.resolve("lvu_regdev.c").toString()));
        try (Stream<Path> files = Files.list(unpacked.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".c"))
                    .filter(file -> !file.endsWith("tran_pipe.c"))
                    .sorted()
                    .forEach(file -> command.add(file.toString()));
        }
        command.addAll(jsonLibrary());
        command.addAll(List.of("-lpthread", "-ldl"));
        run(command);
        return server;
    }

    /** The tarball, whose name has the commit. */
    static Path tarball(Path peers) throws IOException {
        try (Stream<Path> files = Files.list(peers)) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .matches("libvfio-user-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no libvfio-user-*.tar.gz in " + peers));
        }
    }

    /** What gcc needs to know of json-c, whose headers are in a folder of their own. */
    private static List<String> jsonLibrary() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("pkg-config", "--cflags", "--libs", "json-c")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("pkg-config knows no json-c; install libjson-c-dev");
        }
        return List.of(output.strip().split(" +", -1));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("exit code %d of: %s".formatted(code, String.join(" ", command)));
        }
    }
}
