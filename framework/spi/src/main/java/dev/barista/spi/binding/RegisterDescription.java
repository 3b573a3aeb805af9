package dev.barista.spi.binding;

import dev.barista.spi.Access;

import java.util.List;

/**
 * A register, an array of them, or a hook's window without storage.
 *
 * @param name the Java name of the field or hook
 * @param width bytes: 1, 2, 4 or 8
 * @param count how many; 1 unless an array or a window
 * @param stride bytes from one to the next
 * @param stored whether a field holds the value; if not, only hooks answer
 * @param readable whether a read has an answer
 * @param fields the bit layout, if declared
 */
public record RegisterDescription(
        String name,
        int offset,
        int width,
        int count,
        int stride,
        Access access,
        boolean stored,
        boolean readable,
        long reset,
        long writable,
        long writeOneToClear,
        long clearOnRead,
        long reserved,
        List<BitField> fields) {
    /** Copies the list. */
    public RegisterDescription {
        fields = List.copyOf(fields);
    }

    /** Adjacent bits with a name. */
    public record BitField(String name, int lo, int hi) {}
}
