package dev.barista.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The end of what a program printed: memory is bounded, whatever it prints. Any thread may use it.
 */
final class BoundedLog {
    private static final int CAPACITY = 1 << 16;

    private final byte[] bytes = new byte[CAPACITY];
    private long written;

    /** Reads a stream to its end. */
    void readFrom(InputStream stream) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            append(buffer, count);
        }
    }

    private synchronized void append(byte[] source, int count) {
        for (int i = 0; i < count; i++) {
            bytes[(int) (written++ % CAPACITY)] = source[i];
        }
    }

    /** The last 64 KiB. */
    synchronized String text() {
        int length = (int) Math.min(written, CAPACITY);
        byte[] tail = new byte[length];
        for (int i = 0; i < length; i++) {
            tail[i] = bytes[(int) ((written - length + i) % CAPACITY)];
        }
        return new String(tail, StandardCharsets.UTF_8);
    }

    /** The last lines that aren't blank. */
    String lastLines(int limit) {
        var lines = text().lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - limit), lines.size()));
    }
}
