package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.network.schema.HostComputeNamespace;

import java.util.List;
import java.util.UUID;

/** A namespace: a network stack that endpoints belong to. */
public final class Namespace extends NetworkObject {
    private Namespace(UUID id, NativeHandle handle) {
        super(id, EntityCalls.NAMESPACE, handle);
    }

    /** The ids of those that a query finds. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.NAMESPACE, query);
    }

    /** Makes one; the settings are a HostComputeNamespace. */
    public static Namespace create(UUID id, String settings) {
        return new Namespace(id, create(EntityCalls.NAMESPACE, null, id, settings));
    }

    /** As {@link #create(UUID, String)}, of settings that were built or read. */
    public static Namespace create(UUID id, HostComputeNamespace settings) {
        return create(id, settings.toJson());
    }

    /** Opens one that is there. */
    public static Namespace open(UUID id) {
        return new Namespace(id, open(EntityCalls.NAMESPACE, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.NAMESPACE, id);
    }
}
