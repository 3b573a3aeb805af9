package dev.barista.hyperv.network;

import org.jspecify.annotations.Nullable;

/** {@code HCN_PORT_ACCESS}: whether others may use a reserved port too. */
public enum PortAccess {
    /** No. */
    EXCLUSIVE(0x01),
    /** Yes. */
    SHARED(0x02);

    private final int value;

    PortAccess(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable PortAccess of(int value) {
        for (PortAccess known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
