package dev.barista.hyperv.network;

import org.jspecify.annotations.Nullable;

/** {@code HCN_NOTIFICATIONS}: what has happened to networks and what belongs to them. */
public enum NotificationType {
    /** Nothing. */
    INVALID(0x0000_0000),
    /** A network is about to be created. */
    NETWORK_PRE_CREATE(0x0000_0001),
    /** A network was created. */
    NETWORK_CREATE(0x0000_0002),
    /** A network is about to be deleted. */
    NETWORK_PRE_DELETE(0x0000_0003),
    /** A network was deleted. */
    NETWORK_DELETE(0x0000_0004),
    /** A namespace was created. */
    NAMESPACE_CREATE(0x0000_0005),
    /** A namespace was deleted. */
    NAMESPACE_DELETE(0x0000_0006),
    /** A guest network service was created. */
    GUEST_NETWORK_SERVICE_CREATE(0x0000_0007),
    /** A guest network service was deleted. */
    GUEST_NETWORK_SERVICE_DELETE(0x0000_0008),
    /** An endpoint was attached. */
    NETWORK_ENDPOINT_ATTACHED(0x0000_0009),
    /** An endpoint was detached. */
    NETWORK_ENDPOINT_DETACHED(0x0000_0010),
    /** A guest network service changed its state. */
    GUEST_NETWORK_SERVICE_STATE_CHANGED(0x0000_0011),
    /** An interface of a guest network service changed its state. */
    GUEST_NETWORK_SERVICE_INTERFACE_STATE_CHANGED(0x0000_0012),
    /** The service went away. */
    SERVICE_DISCONNECT(0x0100_0000),
    /** The bits that are flags. */
    FLAGS_RESERVED(0xF000_0000);

    private final int value;

    NotificationType(int value) {
        this.value = value;
    }

    /** The value in C. */
    public int value() {
        return value;
    }

    /** The constant of a value; null for a value that this version does not know. */
    public static @Nullable NotificationType of(int value) {
        for (NotificationType known : values()) {
            if (known.value == value) {
                return known;
            }
        }
        return null;
    }
}
