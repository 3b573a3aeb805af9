package dev.barista.hyperv.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_OPERATION_OPTIONS}: a flag: what an operation reports. */
public enum OperationOption {
    /** Nothing. */
    NONE(0x0),
    /** Its progress. */
    PROGRESS_UPDATE(0x1),
    /** Reserved. */
    RESERVED1(0x2);

    private final int value;

    OperationOption(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable OperationOption of(int value) {
        for (OperationOption known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
