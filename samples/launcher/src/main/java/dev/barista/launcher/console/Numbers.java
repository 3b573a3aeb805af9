package dev.barista.launcher.console;

/** Numbers as people type them: decimal or {@code 0x...}, up to 64 bits. */
final class Numbers {
    private Numbers() {}

    static long parse(String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ConsoleException("'%s' is no number such as 42 or 0x2a".formatted(text));
        }
    }

    /** A number of bytes or a place in memory of {@code limit} bytes. */
    static long parse(String text, long limit) {
        long number = parse(text);
        if (number < 0 || number > limit) {
            throw new ConsoleException("'%s' is not from 0 to 0x%x".formatted(text, limit));
        }
        return number;
    }
}
