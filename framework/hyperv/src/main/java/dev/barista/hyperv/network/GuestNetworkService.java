package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.hyperv.ffi.network.NotificationCalls;
import dev.barista.hyperv.ffi.network.PortCalls;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A guest network service: the network of a utility VM, whose guest uses ports of the host. */
public final class GuestNetworkService extends NetworkObject {
    private GuestNetworkService(UUID id, NativeHandle handle) {
        super(id, EntityCalls.GUEST_NETWORK_SERVICE, handle);
    }

    /** The ids of those that a query finds. Only export lists have the function. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.GUEST_NETWORK_SERVICE, query);
    }

    /** Makes one; the settings are a GuestNetworkService. */
    public static GuestNetworkService create(UUID id, String settings) {
        return new GuestNetworkService(
                id, create(EntityCalls.GUEST_NETWORK_SERVICE, null, id, settings));
    }

    /** Opens one that is there. Only export lists have the function. */
    public static GuestNetworkService open(UUID id) {
        return new GuestNetworkService(id, open(EntityCalls.GUEST_NETWORK_SERVICE, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.GUEST_NETWORK_SERVICE, id);
    }

    /**
     * Reserves a port of the host.
     *
     * @param port 0 to 65535
     */
    public PortReservation reservePort(PortProtocol protocol, PortAccess access, int port) {
        if (port != (port & 0xFFFF)) {
            throw new IllegalArgumentException("no port: " + port);
        }
        return PortReservation.of(
                PortCalls.reserve(handle(), protocol.value(), access.value(), port));
    }

    /**
     * Reserves ports of the host in a row, for TCP and UDP, and for this service alone.
     *
     * @param count how many, 1 to 65535
     */
    public PortReservation reservePorts(int count) {
        if (count < 1 || count > 0xFFFF) {
            throw new IllegalArgumentException("no count of ports: " + count);
        }
        return PortReservation.of(PortCalls.reserveRange(handle(), count));
    }

    /** Has what happens to this service told, until the subscription is closed. */
    public NotificationSubscription onNotification(Consumer<NetworkNotification> listener) {
        return new NotificationSubscription(
                NotificationCalls.ofGuestNetworkService(
                        handle(), NetworkNotification.listener(listener)));
    }
}
