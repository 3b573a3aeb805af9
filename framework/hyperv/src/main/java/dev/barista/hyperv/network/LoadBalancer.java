package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.network.schema.HostComputeLoadBalancer;

import java.util.List;
import java.util.UUID;

/** A load balancer: a rule that spreads connections over endpoints. */
public final class LoadBalancer extends NetworkObject {
    private LoadBalancer(UUID id, NativeHandle handle) {
        super(id, EntityCalls.LOAD_BALANCER, handle);
    }

    /** The ids of those that a query finds. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.LOAD_BALANCER, query);
    }

    /** Makes one; the settings are a HostComputeLoadBalancer. */
    public static LoadBalancer create(UUID id, String settings) {
        return new LoadBalancer(id, create(EntityCalls.LOAD_BALANCER, null, id, settings));
    }

    /** As {@link #create(UUID, String)}, of settings that were built or read. */
    public static LoadBalancer create(UUID id, HostComputeLoadBalancer settings) {
        return create(id, settings.toJson());
    }

    /** Opens one that is there. */
    public static LoadBalancer open(UUID id) {
        return new LoadBalancer(id, open(EntityCalls.LOAD_BALANCER, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.LOAD_BALANCER, id);
    }
}
