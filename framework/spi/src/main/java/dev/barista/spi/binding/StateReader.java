package dev.barista.spi.binding;

/**
 * Gives the entries of a saved state back. Every method throws {@link InvalidStateException} if the
 * entry is missing, of another kind, or out of the type's range.
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

    /** A number from {@code min} to {@code max}. */
    default long getLong(String name, long min, long max) {
        return inRange(name, getLong(name), min, max);
    }

    /** An array of exactly {@code length} numbers from {@code min} to {@code max}. */
    default long[] getLongs(String name, int length, long min, long max) {
        long[] values = getLongs(name, length);
        for (long value : values) {
            inRange(name, value, min, max);
        }
        return values;
    }

    /** A constant of an enum, by name. */
    default <E extends Enum<E>> E getEnum(String name, Class<E> type) {
        String text = getString(name);
        try {
            return Enum.valueOf(type, text);
        } catch (IllegalArgumentException e) {
            throw new InvalidStateException(
                    "%s is '%s', which is no %s".formatted(name, text, type.getSimpleName()));
        }
    }

    private static long inRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidStateException(
                    "%s is %d, not from %d to %d".formatted(name, value, min, max));
        }
        return value;
    }
}
