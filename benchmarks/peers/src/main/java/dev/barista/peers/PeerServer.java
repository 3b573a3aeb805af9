package dev.barista.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that serves one device on a socket, on processors that are given to it. */
final class PeerServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final Path socket;

    private PeerServer(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /**
     * Starts a server, and waits until its socket is there.
     *
     * @param cpus as taskset has them: {@code 0} or {@code 0,1}
     */
    static PeerServer start(List<String> command, Path socket, String cpus, Path log)
            throws IOException, InterruptedException {
        Files.deleteIfExists(socket);
        List<String> pinned = new ArrayList<>(List.of("taskset", "--cpu-list", cpus));
        pinned.addAll(command);
        Process process =
                new ProcessBuilder(pinned)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        PeerServer server = new PeerServer(process, socket);
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(socket)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                server.close();
                throw new IOException(
                        "%s does not serve; it said: %s".formatted(command, Files.readString(log)));
            }
            Thread.sleep(10);
        }
        return server;
    }

    Path socket() {
        return socket;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(socket);
    }
}
