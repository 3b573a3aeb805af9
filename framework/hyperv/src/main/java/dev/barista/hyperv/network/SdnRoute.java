package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;

import java.util.List;
import java.util.UUID;

/**
 * A route: a route of a software-defined network. No header declares its functions, only export
 * lists have them.
 */
public final class SdnRoute extends NetworkObject {
    private SdnRoute(UUID id, NativeHandle handle) {
        super(id, EntityCalls.SDN_ROUTE, handle);
    }

    /** The ids of those that a query finds. */
    public static List<UUID> list(String query) {
        return list(EntityCalls.SDN_ROUTE, query);
    }

    /** Makes one; the settings are a SDNRoute. */
    public static SdnRoute create(UUID id, String settings) {
        return new SdnRoute(id, create(EntityCalls.SDN_ROUTE, null, id, settings));
    }

    /** Opens one that is there. */
    public static SdnRoute open(UUID id) {
        return new SdnRoute(id, open(EntityCalls.SDN_ROUTE, id));
    }

    /** Deletes one, whoever has it open. */
    public static void delete(UUID id) {
        delete(EntityCalls.SDN_ROUTE, id);
    }
}
