package dev.barista.spi.binding;

/** Takes the entries of a device's state. Names are unique in one state. */
public interface StateWriter {
    /** A number of up to 64 bits, or a boolean as 0 or 1. */
    void putLong(String name, long value);

    /** Text; enum constants by name. */
    void putString(String name, String value);

    /** An array of numbers; elements widened with their sign. */
    void putLongs(String name, long[] values);

    /** An array of bytes. */
    void putBytes(String name, byte[] values);
}
