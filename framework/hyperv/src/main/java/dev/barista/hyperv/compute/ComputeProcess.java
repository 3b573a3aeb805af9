package dev.barista.hyperv.compute;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.HandleInputStream;
import dev.barista.hyperv.ffi.HandleOutputStream;
import dev.barista.hyperv.ffi.KernelHandle;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.compute.NativeProcessInfo;
import dev.barista.hyperv.ffi.compute.ProcessCalls;
import dev.barista.hyperv.ffi.compute.ProcessCalls.Request;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A handle of a process in a compute system, with its standard streams. Thread-safe. */
public final class ComputeProcess implements AutoCloseable {
    private final NativeHandle handle;
    private final NativeProcessInfo information;
    private final OutputStream input;
    private final InputStream output;
    private final InputStream error;
    private final Events events = new Events();

    ComputeProcess(NativeHandle handle, NativeProcessInfo information) {
        this.handle = handle;
        this.information = information;
        this.input = writer(information.input());
        this.output = reader(information.output());
        this.error = reader(information.error());
    }

    private static OutputStream writer(@Nullable KernelHandle pipe) {
        return pipe == null ? OutputStream.nullOutputStream() : new HandleOutputStream(pipe);
    }

    private static InputStream reader(@Nullable KernelHandle pipe) {
        return pipe == null ? InputStream.nullInputStream() : new HandleInputStream(pipe);
    }

    /** Its number in the system, unsigned. */
    public int processId() {
        return information.processId();
    }

    /** What it reads; goes nowhere unless its parameters asked for CreateStdInPipe. */
    public OutputStream input() {
        return input;
    }

    /** What it writes; empty unless its parameters asked for CreateStdOutPipe. */
    public InputStream output() {
        return output;
    }

    /** What it complains about; empty unless its parameters asked for CreateStdErrPipe. */
    public InputStream error() {
        return error;
    }

    /** Ends it. */
    public Operation<String> terminate() {
        return request(Request.TERMINATE, null);
    }

    /** Sends it a signal; the options are SignalProcessOptions. */
    public Operation<String> signal(@Nullable String options) {
        return request(Request.SIGNAL, options);
    }

    /** What it says of itself, ProcessStatus; the query is a PropertyQuery. */
    public Operation<String> properties(@Nullable String query) {
        return request(Request.PROPERTIES, query);
    }

    /** Changes its console's size or closes a stream's end; a ProcessModifyRequest. */
    public Operation<String> modify(String change) {
        return request(Request.MODIFY, change);
    }

    private Operation<String> request(Request request, @Nullable String options) {
        return Operation.start(
                request.function(),
                OperationSetup.NONE,
                operation -> ProcessCalls.request(request, handle, operation, options));
    }

    /** Asks the service for its number again. */
    public Operation<Integer> queryProcessId() {
        return Operation.start(
                "HcsGetProcessInfo",
                OperationSetup.NONE,
                true,
                operation -> ProcessCalls.info(handle, operation),
                (document, process) -> {
                    process.close();
                    return process.processId();
                });
    }

    /**
     * Waits for its end, on the calling thread, which can't be interrupted meanwhile.
     *
     * @return a ProcessStatus
     * @throws HyperVException HCS_E_OPERATION_TIMEOUT if the time is over before
     */
    public String waitForExit(Duration timeout) {
        return ProcessCalls.waitForExit(handle, Milliseconds.of(timeout)).orThrow();
    }

    /**
     * Has its events told, one after the other, until it is closed; instead of those that were told
     * before.
     *
     * @param options which others but the usual
     * @throws IllegalArgumentException for {@link EventOption#ENABLE_OPERATION_CALLBACKS}: the
     *     service refuses operations then, because they report their ends themselves
     */
    public synchronized void onEvent(Set<EventOption> options, Consumer<ComputeEvent> listener) {
        events.tell(
                (flags, told) -> ProcessCalls.setCallback(handle, flags, told), options, listener);
    }

    /**
     * Closes the handle, when operations on it have ended, and the streams. The process goes on.
     */
    @Override
    public synchronized void close() {
        handle.close();
        information.close();
        events.close();
    }

    @Override
    public String toString() {
        return "process " + Integer.toUnsignedString(processId());
    }

    /** A process that is being created; its handle is there before the operation has ended. */
    static final class Creation implements Outcome<ComputeProcess> {
        private volatile @Nullable NativeHandle handle;

        void opened(@Nullable NativeHandle opened) {
            handle = opened;
        }

        @Override
        public ComputeProcess succeeded(String document, NativeProcessInfo process) {
            return new ComputeProcess(Objects.requireNonNull(handle), process);
        }

        @Override
        public void failed() {
            NativeHandle opened = handle;
            if (opened != null) {
                opened.close();
            }
        }

        @Override
        public void unwanted(ComputeProcess process) {
            process.close();
        }
    }
}
