package dev.barista.hyperv.network;

import org.jspecify.annotations.Nullable;

/** {@code HCN_PORT_PROTOCOL}: which protocol a port is reserved for. */
public enum PortProtocol {
    /** TCP. */
    TCP(0x01),
    /** UDP. */
    UDP(0x02),
    /** Both. */
    BOTH(0x03);

    private final int value;

    PortProtocol(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable PortProtocol of(int value) {
        for (PortProtocol known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
