package dev.barista.launcher.guest;

import java.nio.file.Path;

/** The option by which a QEMU that somebody starts by hand gets a device. */
public final class QemuOption {
    private QemuOption() {}

    /** The value of {@code -device} for the device behind a socket. */
    public static String vfioUserDevice(Path socket) {
        return "{\"driver\":\"vfio-user-pci\",\"socket\":{\"type\":\"unix\",\"path\":\"%s\"}}"
                .formatted(escaped(socket.toAbsolutePath().toString()));
    }

    /** A text as one word of a POSIX shell. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** RFC 8259, section 7. A JSON library would take longer to load than to start the server. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < 0x20) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
