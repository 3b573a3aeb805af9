package dev.barista.hyperv.compute;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.SerialDelivery;
import dev.barista.hyperv.ffi.compute.NativeEvent;
import dev.barista.hyperv.ffi.compute.NativeOperation;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an operation gets before it starts: kernel objects that its document refers to, and a
 * listener for its progress. Both are newer than Windows 10 1903. Immutable.
 */
public final class OperationSetup {
    /** Nothing. */
    public static final OperationSetup NONE = new OperationSetup(List.of(), null);

    private final List<Resource> resources;
    private final @Nullable Consumer<ComputeEvent> progress;

    private OperationSetup(List<Resource> resources, @Nullable Consumer<ComputeEvent> progress) {
        this.resources = resources;
        this.progress = progress;
    }

    /**
     * With a kernel object more.
     *
     * @param uri how the document calls it
     * @param handle a HANDLE of this process, which must stay open until the operation has ended
     * @throws IllegalArgumentException if the handle is none
     */
    public OperationSetup resource(ResourceType type, String uri, long handle) {
        if (handle == 0 || handle == -1) {
            throw new IllegalArgumentException("no handle: " + handle);
        }
        List<Resource> more = new ArrayList<>(resources);
        more.add(new Resource(type, uri, MemorySegment.ofAddress(handle)));
        return new OperationSetup(List.copyOf(more), progress);
    }

    /** With a listener for what the service says while the operation runs, one after the other. */
    public OperationSetup progress(Consumer<ComputeEvent> listener) {
        return new OperationSetup(resources, listener);
    }

    /** Whether the end is to be waited for on a thread. */
    boolean isWaitedFor() {
        return progress != null;
    }

    NativeOperation create(Runnable ended) {
        Consumer<ComputeEvent> listener = progress;
        NativeOperation operation =
                listener == null
                        ? NativeOperation.create(ended)
                        : NativeOperation.createWithNotifications(
                                OperationOption.PROGRESS_UPDATE.value(), events(listener));
        try {
            for (Resource resource : resources) {
                Answer answer =
                        operation.addResource(resource.type.value(), resource.uri, resource.handle);
                HyperVException.check(answer.function(), answer.code());
            }
            return operation;
        } catch (RuntimeException | Error e) {
            operation.close();
            throw e;
        }
    }

    /** A listener for C's threads that gives what it hears to one of Java's. */
    static Consumer<NativeEvent> events(Consumer<ComputeEvent> listener) {
        return new SerialDelivery<>(
                event -> listener.accept(new ComputeEvent(event.type(), event.data())));
    }

    /** A kernel object, as an operation gets it. */
    private record Resource(ResourceType type, String uri, MemorySegment handle) {}
}
