package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_OPERATION_TYPE}: which call an operation belongs to. */
public enum OperationType {
    /** No call has used it yet. */
    NONE(-1),
    /** List systems. */
    ENUMERATE(0),
    /** Create a system. */
    CREATE(1),
    /** Start it. */
    START(2),
    /** Shut it down. */
    SHUTDOWN(3),
    /** Pause it. */
    PAUSE(4),
    /** Resume it. */
    RESUME(5),
    /** Save it. */
    SAVE(6),
    /** Power it off. */
    TERMINATE(7),
    /** Change it. */
    MODIFY(8),
    /** Ask for its properties. */
    GET_PROPERTIES(9),
    /** Start a process in it. */
    CREATE_PROCESS(10),
    /** Signal or end a process. */
    SIGNAL_PROCESS(11),
    /** Ask for its id and streams. */
    GET_PROCESS_INFO(12),
    /** Ask for its properties. */
    GET_PROCESS_PROPERTIES(13),
    /** Change it. */
    MODIFY_PROCESS(14),
    /** Crash a system. */
    CRASH(15),
    /** Reserved. */
    RESERVED1(16),
    /** Reserved. */
    RESERVED2(17),
    /** Reserved. */
    RESERVED3(18),
    /** Move a system to another host. */
    LIVE_MIGRATION(19);

    private final int value;

    OperationType(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable OperationType of(int value) {
        for (OperationType known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
