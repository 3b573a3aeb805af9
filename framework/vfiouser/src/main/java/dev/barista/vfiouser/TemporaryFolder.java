package dev.barista.vfiouser;

import dev.barista.runtime.partition.PartitionException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for sockets that goes with the partition it was made for. */
final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    TemporaryFolder() {
        try {
            path = Files.createTempDirectory("barista");
        } catch (IOException e) {
            throw new PartitionException(
                    "no folder for sockets can be created: %s; let java.io.tmpdir name a folder of your own"
                            .formatted(e),
                    e);
        }
    }

    Path path() {
        return path;
    }

    /** Removes the folder, whose sockets are gone by now; called again, does nothing. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Somebody else has put something there, and is to remove it.
        }
    }
}
