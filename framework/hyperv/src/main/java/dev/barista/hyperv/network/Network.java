package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.hyperv.ffi.network.NotificationCalls;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A network: a virtual switch with its subnets and policies. */
public final class Network extends NetworkObject {
    private Network(UUID id, NativeHandle handle) {
        super(id, EntityCalls.NETWORK, handle);
    }

    /** The ids of those that a query finds. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.NETWORK, query);
    }

    /** Makes one; the settings are a HostComputeNetwork. */
    public static Network create(UUID id, String settings) {
        return new Network(id, create(EntityCalls.NETWORK, null, id, settings));
    }

    /** As {@link #create(UUID, String)}, of settings that were built or read. */
    public static Network create(UUID id, dev.barista.network.schema.HostComputeNetwork settings) {
        return create(id, settings.toJson());
    }

    /** Opens one that is there. */
    public static Network open(UUID id) {
        return new Network(id, open(EntityCalls.NETWORK, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.NETWORK, id);
    }

    /**
     * Has what happens to this network told, until the subscription is closed. No header declares
     * the function, only export lists have it.
     */
    public NotificationSubscription onNotification(Consumer<NetworkNotification> listener) {
        return new NotificationSubscription(
                NotificationCalls.ofNetwork(handle(), NetworkNotification.listener(listener)));
    }
}
