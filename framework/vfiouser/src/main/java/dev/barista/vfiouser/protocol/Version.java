package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The payload of {@link Command#VERSION}, both ways; JSON text follows, with a NUL at its end:
 * {@link Capabilities}.
 *
 * <pre>
 *   0       2       4
 *   +-------+-------+
 *   | major | minor |
 *   +-------+-------+
 * </pre>
 */
public final class Version extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 4;

    private static final int MAJOR_OFFSET = 0;
    private static final int MINOR_OFFSET = 2;

    /** Not wrapped round anything yet. */
    public Version() {}

    /** Moves to a place in a segment. */
    public Version wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** Versions of different major numbers don't understand each other. */
    public int major() {
        return getShort(MAJOR_OFFSET);
    }

    /** Sets major. */
    public Version major(int value) {
        setShort(MAJOR_OFFSET, value);
        return this;
    }

    /** The highest that the sender speaks. */
    public int minor() {
        return getShort(MINOR_OFFSET);
    }

    /** Sets minor. */
    public Version minor(int value) {
        setShort(MINOR_OFFSET, value);
        return this;
    }
}
