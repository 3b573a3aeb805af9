package dev.barista.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** QEMU in a folder that Debian packages were unpacked to. */
final class QemuBinary {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");

    private final Path root;

    QemuBinary(Path root) {
        this.root = root;
    }

    /**
     * The command that starts it: by its own dynamic loader, because the host's C library may be
     * older than the one it was built for.
     */
    List<String> command() {
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        return List.of(
                libraries.resolve("ld-linux-x86-64.so.2").toString(),
                "--library-path",
                libraries.toString(),
                root.resolve("usr/bin/qemu-system-x86_64").toString(),
                "-L",
                root.resolve("usr/share/qemu").toString(),
                "-L",
                root.resolve("usr/share/seabios").toString());
    }

    /** What it says of its version, in one line. */
    String version() throws IOException, InterruptedException {
        List<String> question = Stream.concat(command().stream(), Stream.of("--version")).toList();
        HostProgram.Result result = HostProgram.run(root, question);
        if (!result.succeeded()) {
            throw new GuestException(
                    "Debian's QEMU doesn't run on this host: " + result.errors().strip());
        }
        return result.output().lines().findFirst().orElse("");
    }

    /** Checks that it runs here and is recent enough. */
    void requireRecent() throws IOException, InterruptedException {
        String version = version();
        if (!isRecent(version)) {
            throw new GuestException(
                    "guests need QEMU >= 10.2 and the archive has only: " + version);
        }
    }

    /**
     * True for QEMU 10.2 and later: vfio-user came with 10.1, {@code exit-with-parent} with 10.2.
     *
     * @param answer what {@code --version} prints
     */
    static boolean isRecent(String answer) {
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 10 || (major == 10 && Integer.parseInt(version.group(2)) >= 2);
    }
}
