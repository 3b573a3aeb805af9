package dev.barista.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A .deb file. */
final class DebianPackage {
    private DebianPackage() {}

    /** Unpacks the package's files below {@code target}, which is made if it doesn't exist. */
    static void unpack(Path file, Path target) throws IOException, InterruptedException {
        Files.createDirectories(target);
        HostProgram.Result result =
                HostProgram.run(
                        target, List.of("dpkg-deb", "-x", file.toString(), target.toString()));
        if (!result.succeeded()) {
            String problem =
                    DiskSpace.isExhausted(result.errors()) ? DiskSpace.ADVICE : "see below";
            throw new GuestException(
                    "can't unpack %s: %s%n%s"
                            .formatted(file.getFileName(), problem, result.errors().strip()));
        }
    }
}
