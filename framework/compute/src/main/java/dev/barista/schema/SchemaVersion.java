package dev.barista.schema;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a schema, as a host reports it: it may be newer than any that is known here. */
public record SchemaVersion(int major, int minor) implements Comparable<SchemaVersion> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");

    private static final Comparator<SchemaVersion> ORDER =
            Comparator.comparingInt(SchemaVersion::major).thenComparingInt(SchemaVersion::minor);

    /**
     * @throws IllegalArgumentException if one is negative
     */
    public SchemaVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException(
                    "%d.%d is no schema version".formatted(major, minor));
        }
    }

    /**
     * The version that a text like {@code 2.1} names.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static SchemaVersion parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no schema version such as 2.1".formatted(text));
        }
        return new SchemaVersion(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /**
     * Whether who supports this version knows what came with another one. {@code A.X} stands for
     * {@code A.0} to {@code A.X}; versions with different major numbers are not compatible.
     */
    public boolean includes(SchemaVersion other) {
        return major == other.major && minor >= other.minor;
    }

    @Override
    public int compareTo(SchemaVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
