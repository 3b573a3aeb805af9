package dev.barista.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says clearly that the disk is full, before or after the fact. */
final class DiskSpace {
    static final String ADVICE =
            "the disk is full; free some space, or set BARISTA_CACHE to a folder elsewhere";

    private DiskSpace() {}

    /** True when a program's messages are about a full disk. */
    static boolean isExhausted(String message) {
        return message.contains("No space left on device")
                || message.contains("Disk quota exceeded")
                || message.contains("don't have enough free space");
    }

    /** Refuses to start what won't fit. */
    static void require(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new GuestException(
                    "%s has %d MB free and the guest kit needs %d; free some space, or set"
                                    .formatted(folder, free / 1_000_000, bytes / 1_000_000)
                            + " BARISTA_CACHE to a folder elsewhere");
        }
    }
}
