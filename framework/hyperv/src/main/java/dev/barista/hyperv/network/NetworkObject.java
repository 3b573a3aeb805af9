package dev.barista.hyperv.network;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.network.EntityCalls;
import dev.barista.hyperv.ffi.network.EntityCalls.Opened;
import dev.barista.hyperv.json.ServiceJson;
import dev.barista.schema.SchemaReader;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A handle of an object of the Host Compute Network. Thread-safe.
 *
 * <p>Queries are HostComputeQuery documents; {@link #EVERYTHING} asks for all.
 */
public abstract sealed class NetworkObject implements AutoCloseable
        permits Network, Namespace, Endpoint, LoadBalancer, SdnRoute, GuestNetworkService {
    /** A query without a condition. */
    public static final String EVERYTHING = "{}";

    private final UUID id;
    private final EntityCalls calls;
    private final NativeHandle handle;

    NetworkObject(UUID id, EntityCalls calls, NativeHandle handle) {
        this.id = id;
        this.calls = calls;
        this.handle = handle;
    }

    /** The id it was made or opened with. */
    public UUID id() {
        return id;
    }

    final NativeHandle handle() {
        return handle;
    }

    /** Its settings and state, JSON. */
    public String properties() {
        return properties(EVERYTHING);
    }

    /** As {@link #properties()}, of what a query asks for. */
    public String properties(String query) {
        return calls.query(handle, query).orThrow();
    }

    /** Changes it; a ModifyRequest of its kind. */
    public void modify(String settings) {
        calls.modify(handle, settings).orThrow();
    }

    /**
     * Closes the handle; the object stays.
     *
     * @throws HyperVException if the service does not take the handle back
     */
    @Override
    public void close() {
        handle.close();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " " + id;
    }

    static NativeHandle create(
            EntityCalls calls, @Nullable NetworkObject parent, UUID id, String settings) {
        return opened(calls.create(parent == null ? null : parent.handle, id, settings));
    }

    static NativeHandle open(EntityCalls calls, UUID id) {
        return opened(calls.open(id));
    }

    private static NativeHandle opened(Opened opened) {
        NativeHandle handle = opened.handle();
        if (opened.answer().isFailure() && handle != null) {
            handle.close();
        }
        opened.answer().orThrow();
        return Objects.requireNonNull(handle);
    }

    static void delete(EntityCalls calls, UUID id) {
        calls.delete(id).orThrow();
    }

    static List<UUID> list(EntityCalls calls, String query) {
        Answer answer = calls.enumerate(query);
        return ServiceJson.read(
                answer.function(),
                answer.orThrow(),
                document -> SchemaReader.read(document, array -> array.list(SchemaReader::guid)));
    }
}
