package dev.barista.hyperv.ffi.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_CREATE_OPTIONS}: the form of the options that a creation takes. */
public enum CreateOptionsVersion {
    /** HCS_CREATE_OPTIONS_1. */
    VERSION_1(0x0001_0000);

    private final int value;

    CreateOptionsVersion(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable CreateOptionsVersion of(int value) {
        for (CreateOptionsVersion known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
