package dev.barista.hyperv.ffi.compute;

import org.jspecify.annotations.Nullable;

/** {@code HCS_NOTIFICATION_FLAGS}: the severity of a notification of vmcompute.dll. */
public enum LegacyNotificationFlag {
    /** Success. */
    SUCCESS(0x0000_0000),
    /** Failure. */
    FAILURE(0x8000_0000);

    private final int value;

    LegacyNotificationFlag(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable LegacyNotificationFlag of(int value) {
        for (LegacyNotificationFlag known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
