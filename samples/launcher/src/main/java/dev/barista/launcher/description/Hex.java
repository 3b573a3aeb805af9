package dev.barista.launcher.description;

import java.util.HexFormat;

/** Bit patterns as text. */
final class Hex {
    private Hex() {}

    /** The low {@code width} bytes, such as {@code 0x00ed}. */
    static String ofBytes(long value, int width) {
        return "0x" + digits(value, 2 * width);
    }

    /** The low {@code count} hexadecimal digits. */
    static String digits(long value, int count) {
        return HexFormat.of().toHexDigits(value, count);
    }

    /** An offset in a space of {@code size} bytes, with as many digits as the largest one. */
    static String offset(long offset, long size) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size - 1, 1));
        return "0x" + digits(offset, (bits + 3) / 4);
    }
}
