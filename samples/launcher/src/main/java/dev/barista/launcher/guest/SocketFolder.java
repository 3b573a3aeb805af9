package dev.barista.launcher.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder for sockets that only this process and its guest use; gone when either ends. */
final class SocketFolder implements AutoCloseable {
    private final Path path;
    private final Thread hook = new Thread(this::delete, "barista-sockets");

    SocketFolder() throws IOException {
        path = Files.createTempDirectory("barista-run");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does the same.
        }
    }

    private synchronized void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try {
            List<Path> sockets;
            try (var files = Files.list(path)) {
                sockets = files.toList();
            }
            for (Path socket : sockets) {
                Files.deleteIfExists(socket);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
