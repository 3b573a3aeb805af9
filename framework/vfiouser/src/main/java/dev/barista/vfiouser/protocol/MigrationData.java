package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What the requests of {@link Command#MIG_DATA_READ} and {@link Command#MIG_DATA_WRITE} and the
 * reply of the former begin with; the data of a write and of the reply follow.
 *
 * <pre>
 *   0       4      8
 *   +-------+------+
 *   | argsz | size |
 *   +-------+------+
 * </pre>
 */
public final class MigrationData extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 8;

    private static final int ARGSZ_OFFSET = 0;
    private static final int SIZE_FIELD_OFFSET = 4;

    /** Not wrapped round anything yet. */
    public MigrationData() {}

    /** Moves to a place in a segment. */
    public MigrationData wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it has. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public MigrationData argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** Bytes of data, unsigned; fewer in a reply than in its request at the end of the data. */
    public int size() {
        return getInt(SIZE_FIELD_OFFSET);
    }

    /** Sets size. */
    public MigrationData size(int value) {
        setInt(SIZE_FIELD_OFFSET, value);
        return this;
    }
}
