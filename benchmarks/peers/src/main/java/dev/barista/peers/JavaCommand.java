package dev.barista.peers;

import java.nio.file.Path;
import java.util.List;

/** {@link ServeDevice} in a process of its own, with this one's class path. */
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(Path socket, String waiting, String device) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                ServeDevice.class.getName(),
                socket.toString(),
                waiting,
                device);
    }
}
