package dev.barista.processor.writers;

import dev.barista.processor.model.Width;

/** Numbers and text as Java source. */
final class Literal {
    private Literal() {}

    /** A number of at most 32 bits as an {@code int}, or of 64 bits as a {@code long}. */
    static String of(Width width, long value) {
        return width == Width.LONG ? longHex(value) : intHex((int) value);
    }

    /** The complement of a mask, as an operand of {@code &}. */
    static String complement(Width width, long mask) {
        boolean mostlySet = (mask >>> (width == Width.LONG ? 63 : 31)) != 0;
        return mostlySet ? of(width, ~mask) : "~" + of(width, mask);
    }

    /** A value that a field of this width can be assigned without a cast. */
    static String stored(Width width, long value) {
        return switch (width) {
            case BYTE -> Byte.toString((byte) value);
            case SHORT -> Short.toString((short) value);
            default -> of(width, value);
        };
    }

    /** An {@code int} in hexadecimal; 0 to 9 as they are. */
    static String intHex(int value) {
        return value >= 0 && value < 10 ? Integer.toString(value) : "0x%x".formatted(value);
    }

    /** A {@code long} in hexadecimal; 0 to 9 as they are. */
    static String longHex(long value) {
        return value >= 0 && value < 10 ? value + "L" : "0x%xL".formatted(value);
    }

    /** An offset in a BAR. */
    static String offset(int offset) {
        return "0x%02x".formatted(offset);
    }

    /** Text as a string literal. */
    static String text(String value) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                default -> {
                    if (c < ' ') {
                        literal.append("\\%03o".formatted((int) c));
                    } else if (c < 0x7f) {
                        literal.append(c);
                    } else {
                        literal.append("\\u%04x".formatted((int) c));
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
