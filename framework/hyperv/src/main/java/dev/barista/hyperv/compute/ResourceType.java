package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_RESOURCE_TYPE}: what kind of kernel object goes with an operation. */
public enum ResourceType {
    /** None. */
    NONE(0),
    /** A file. */
    FILE(1),
    /** A job object. */
    JOB(2),
    /** A COM object. */
    COM_OBJECT(3),
    /** A socket. */
    SOCKET(4);

    private final int value;

    ResourceType(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable ResourceType of(int value) {
        for (ResourceType known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
