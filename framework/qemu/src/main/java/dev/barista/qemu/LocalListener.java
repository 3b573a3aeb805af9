package dev.barista.qemu;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A UNIX socket that one connection is expected on. */
final class LocalListener implements AutoCloseable {
    private static final long POLL_MILLIS = 5;

    private final Path path;
    private final ServerSocketChannel server;

    LocalListener(Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 1);
        server.configureBlocking(false);
    }

    Path path() {
        return path;
    }

    /** Waits for QEMU to connect, as it does while it starts. */
    SocketChannel accept(QemuProcess qemu, long deadlineNanos)
            throws IOException, InterruptedException {
        SocketChannel connection = server.accept();
        while (connection == null) {
            if (!qemu.isAlive()) {
                throw qemu.endFailure("QEMU can't make this machine");
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw qemu.failure("QEMU doesn't connect to its sockets in time");
            }
            Thread.sleep(POLL_MILLIS);
            connection = server.accept();
        }
        return connection;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
