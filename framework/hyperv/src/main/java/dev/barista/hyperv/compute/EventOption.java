package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_EVENT_OPTIONS}: a flag: which other events a system or process reports. */
public enum EventOption {
    /** None. */
    NONE(0x0),
    /** Ends of operations. */
    ENABLE_OPERATION_CALLBACKS(0x1),
    /** Changes of the state. */
    ENABLE_VM_LIFECYCLE(0x2),
    /** Migrations. */
    ENABLE_LIVE_MIGRATION_EVENTS(0x4);

    private final int value;

    EventOption(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable EventOption of(int value) {
        for (EventOption known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
