package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An {@code HCS_OPERATION} for one call, with all that must stay as it is until the call has ended.
 * Thread-safe.
 */
public final class NativeOperation implements AutoCloseable {
    private final NativeHandle handle;
    private final MemorySegment completion;
    private final MemorySegment events;
    private final List<NativeHandle> kept = new ArrayList<>();

    private NativeOperation(NativeHandle handle, MemorySegment completion, MemorySegment events) {
        this.handle = handle;
        this.completion = completion;
        this.events = events;
    }

    /**
     * An operation that says when it has ended.
     *
     * @param ended runs once, on a thread of the service, which it must give back at once
     */
    public static NativeOperation create(Runnable ended) {
        MemorySegment context = CompletionCallback.add(ended);
        try {
            return new NativeOperation(
                    OperationCalls.create(context, CompletionCallback.function()),
                    context,
                    MemorySegment.NULL);
        } catch (RuntimeException | Error e) {
            CompletionCallback.remove(context);
            throw e;
        }
    }

    /**
     * An operation that reports its progress; its end is to be waited for with {@link
     * #waitForResult}.
     *
     * @param options flags of HCS_OPERATION_OPTIONS
     * @param listener is called on threads of the service, possibly several at once
     */
    public static NativeOperation createWithNotifications(
            int options, Consumer<NativeEvent> listener) {
        MemorySegment context = EventCallback.add(listener);
        try {
            return new NativeOperation(
                    OperationCalls.createWithNotifications(
                            options, context, EventCallback.function()),
                    MemorySegment.NULL,
                    context);
        } catch (RuntimeException | Error e) {
            EventCallback.remove(context);
            throw e;
        }
    }

    NativeHandle handle() {
        return handle;
    }

    /** Keeps a handle open until this operation is closed. */
    public synchronized void keep(NativeHandle used) {
        used.acquire();
        kept.add(used);
    }

    /** The result so far; {@code HCS_E_OPERATION_PENDING} while it runs. */
    public Answer result() {
        return OperationCalls.result(handle);
    }

    /** As {@link #result}, of a call on a process. */
    public ProcessAnswer resultAndProcess() {
        return OperationCalls.resultAndProcess(handle);
    }

    /** Waits for the end. */
    public Answer waitForResult(int milliseconds) {
        return OperationCalls.waitForResult(handle, milliseconds);
    }

    /** As {@link #waitForResult}, of a call on a process. */
    public ProcessAnswer waitForResultAndProcess(int milliseconds) {
        return OperationCalls.waitForResultAndProcess(handle, milliseconds);
    }

    /** Asks the service to end it. */
    public Answer cancel() {
        return OperationCalls.cancel(handle);
    }

    /** Facts about it, as a document. */
    public Answer properties(String options) {
        return OperationCalls.properties(handle, options);
    }

    /** Gives the call a kernel object, which must stay open until the operation has ended. */
    public Answer addResource(int type, String uri, MemorySegment resource) {
        return OperationCalls.addResource(handle, type, uri, resource);
    }

    /** A value of HCS_OPERATION_TYPE. */
    public int type() {
        return OperationCalls.type(handle);
    }

    /** Its number, once a call has used it; {@link ComputeTypes#INVALID_OPERATION_ID} before. */
    public long id() {
        return OperationCalls.id(handle);
    }

    /** The operation has ended, or was never started: gives everything back. */
    @Override
    public void close() {
        handle.close();
        if (completion.address() != 0) {
            CompletionCallback.remove(completion);
        }
        if (events.address() != 0) {
            EventCallback.remove(events);
        }
        List<NativeHandle> released;
        synchronized (this) {
            released = List.copyOf(kept);
            kept.clear();
        }
        released.forEach(NativeHandle::release);
    }
}
