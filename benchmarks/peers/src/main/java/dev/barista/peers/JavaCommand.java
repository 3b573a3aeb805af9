package dev.barista.peers;

import java.nio.file.Path;
import java.util.List;

/** A Java program of this class path, in a process of its own. */
final class JavaCommand {
    private JavaCommand() {}

    static List<String> of(Class<?> program, Path socket, String waiting) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                program.getName(),
                socket.toString(),
                waiting);
    }
}
