package dev.barista.spi.binding;

/**
 * Gives the entries of a saved state back. Every method throws {@link InvalidStateException} if the
 * entry is missing or of another kind.
 */
public interface StateReader {
    /** A number. */
    long getLong(String name);

    /** Text. */
    String getString(String name);

    /** An array of exactly {@code length} numbers. */
    long[] getLongs(String name, int length);

    /** An array of exactly {@code length} bytes. */
    byte[] getBytes(String name, int length);
}
