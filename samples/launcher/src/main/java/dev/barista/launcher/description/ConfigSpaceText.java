package dev.barista.launcher.description;

import java.util.Arrays;

/** A configuration space as hexadecimal digits, 16 bytes a line, as {@code lspci -x} shows it. */
final class ConfigSpaceText {
    private static final int LINE = 16;

    private ConfigSpaceText() {}

    /** Rows of zeros at the end are left out. */
    static Columns of(byte[] space) {
        Columns columns = new Columns();
        int end = space.length;
        while (end > LINE && isZero(space, end - LINE)) {
            end -= LINE;
        }
        for (int offset = 0; offset < end; offset += LINE) {
            StringBuilder line = new StringBuilder(Hex.digits(offset, space.length > 256 ? 3 : 2));
            line.append(':');
            for (int i = offset; i < offset + LINE; i++) {
                line.append(' ').append(Hex.digits(space[i], 2));
            }
            columns.row(line.toString());
        }
        return columns;
    }

    private static boolean isZero(byte[] space, int offset) {
        return Arrays.equals(space, offset, offset + LINE, new byte[LINE], 0, LINE);
    }
}
