package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.hyperv.ffi.network.NetworkQueryCalls;
import dev.barista.network.schema.HostComputeEndpoint;

import java.util.List;
import java.util.UUID;

/** An endpoint: what an adapter of a virtual machine or container is plugged into. */
public final class Endpoint extends NetworkObject {
    private Endpoint(UUID id, NativeHandle handle) {
        super(id, EntityCalls.ENDPOINT, handle);
    }

    /** The ids of those that a query finds. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.ENDPOINT, query);
    }

    /** Makes one in a network; the settings are a HostComputeEndpoint. */
    public static Endpoint create(Network network, UUID id, String settings) {
        return new Endpoint(id, create(EntityCalls.ENDPOINT, network, id, settings));
    }

    /** As {@link #create(Network, UUID, String)}, of settings that were built or read. */
    public static Endpoint create(Network network, UUID id, HostComputeEndpoint settings) {
        return create(network, id, settings.toJson());
    }

    /** Opens one that is there. */
    public static Endpoint open(UUID id) {
        return new Endpoint(id, open(EntityCalls.ENDPOINT, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.ENDPOINT, id);
    }

    /** Its traffic counters, JSON. */
    public String statistics(String query) {
        return NetworkQueryCalls.endpointStats(handle(), query).orThrow();
    }

    /** Its addresses, JSON. */
    public String addresses(String query) {
        return NetworkQueryCalls.endpointAddresses(handle(), query).orThrow();
    }
}
