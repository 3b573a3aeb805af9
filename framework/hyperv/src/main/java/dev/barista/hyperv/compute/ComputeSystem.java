package dev.barista.hyperv.compute;

import dev.barista.compute.schema.ModifySettingRequest;
import dev.barista.compute.schema.ProcessParameters;
import dev.barista.compute.schema.Properties;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.compute.NativeOperation;
import dev.barista.hyperv.ffi.compute.NativeProcessInfo;
import dev.barista.hyperv.ffi.compute.ProcessCalls;
import dev.barista.hyperv.ffi.compute.SystemCalls;
import dev.barista.hyperv.ffi.compute.SystemCalls.Opened;
import dev.barista.hyperv.ffi.compute.SystemCalls.Request;
import dev.barista.hyperv.json.ServiceJson;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A handle of a compute system: a virtual machine or a container. Thread-safe.
 *
 * <p>A system lives on when its handles are closed, unless its document says
 * ShouldTerminateOnLastHandleClosed; once it has stopped, it is gone. Methods that take options
 * take a document, or null where none is needed.
 */
public final class ComputeSystem implements AutoCloseable {
    private final String id;
    private final NativeHandle handle;
    private final Events events = new Events();

    private ComputeSystem(String id, NativeHandle handle) {
        this.id = id;
        this.handle = handle;
    }

    /**
     * Creates a system, which does not run yet.
     *
     * @param document a ComputeSystem of HCS schema 2
     */
    public static Operation<ComputeSystem> create(String id, String document) {
        return create(id, document, OperationSetup.NONE);
    }

    /** As {@link #create(String, String)}, of a document that was built or read. */
    public static Operation<ComputeSystem> create(
            String id, dev.barista.compute.schema.ComputeSystem document) {
        return create(id, document.toJson());
    }

    /** As {@link #create(String, String)}, with objects that the document refers to. */
    public static Operation<ComputeSystem> create(
            String id, String document, OperationSetup setup) {
        return create(
                "HcsCreateComputeSystem",
                id,
                setup,
                operation -> SystemCalls.create(id, document, operation));
    }

    /** As {@link #create(String, String, OperationSetup)}, in a namespace of ids. */
    public static Operation<ComputeSystem> createInNamespace(
            String namespace, String id, String document, OperationSetup setup) {
        return create(
                "HcsCreateComputeSystemInNamespace",
                id,
                setup,
                operation -> SystemCalls.createInNamespace(namespace, id, document, operation));
    }

    private static Operation<ComputeSystem> create(
            String function,
            String id,
            OperationSetup setup,
            Function<NativeOperation, Opened> call) {
        Creation creation = new Creation(id);
        return Operation.start(
                function,
                setup,
                false,
                operation -> {
                    Opened opened = call.apply(operation);
                    creation.opened(opened.system());
                    return opened.answer();
                },
                creation);
    }

    /**
     * Opens a system that is there.
     *
     * @throws HyperVException HCS_E_SYSTEM_NOT_FOUND if it is not
     */
    public static ComputeSystem open(String id) {
        return opened(id, SystemCalls.open(id));
    }

    /** As {@link #open}, in a namespace of ids. */
    public static ComputeSystem openInNamespace(String namespace, String id) {
        return opened(id, SystemCalls.openInNamespace(namespace, id));
    }

    private static ComputeSystem opened(String id, Opened opened) {
        NativeHandle handle = opened.system();
        if (opened.answer().isFailure() && handle != null) {
            handle.close();
        }
        opened.answer().orThrow();
        return new ComputeSystem(id, Objects.requireNonNull(handle));
    }

    /** The id it was created or opened with. */
    public String id() {
        return id;
    }

    /**
     * Its handle, for what else in this module the platform does with a system. The type is not
     * exported, so nobody outside of the module can use it.
     */
    @SuppressWarnings("exports") // see above
    public NativeHandle handle() {
        return handle;
    }

    /** Its RuntimeId, which no other system has or had. */
    public CompletableFuture<UUID> runtimeId() {
        return properties(null).thenApply(ComputeSystem::runtimeIdIn);
    }

    private static UUID runtimeIdIn(String answer) {
        String function = Request.PROPERTIES.function();
        Properties properties = ServiceJson.read(function, answer, Properties::fromJson);
        return ServiceJson.require(function, answer, properties.runtimeId());
    }

    /** Starts it. */
    public Operation<String> start() {
        return request(Request.START, null);
    }

    /** Asks the guest to shut down. */
    public Operation<String> shutDown() {
        return request(Request.SHUT_DOWN, null);
    }

    /** As {@link #shutDown()}; which options there are depends on the version of Windows. */
    public Operation<String> shutDown(String options) {
        return request(Request.SHUT_DOWN, options);
    }

    /** Powers it off. */
    public Operation<String> terminate() {
        return request(Request.TERMINATE, null);
    }

    /** Crashes the guest; the options are CrashOptions. */
    public Operation<String> crash(@Nullable String options) {
        return request(Request.CRASH, options);
    }

    /** Stops its processors; the options are PauseOptions. */
    public Operation<String> pause(@Nullable String options) {
        return request(Request.PAUSE, options);
    }

    /** Lets its processors go on. */
    public Operation<String> resume() {
        return request(Request.RESUME, null);
    }

    /** Saves the state of a paused system; the options are SaveOptions. */
    public Operation<String> save(@Nullable String options) {
        return request(Request.SAVE, options);
    }

    /** What it says of itself, Properties; the query is a PropertyQuery. */
    public Operation<String> properties(@Nullable String query) {
        return request(Request.PROPERTIES, query);
    }

    /** Prepares to move it to another host. */
    public Operation<String> initializeLiveMigration(@Nullable String options) {
        return request(Request.INITIALIZE_MIGRATION, options);
    }

    /** Starts to move it. */
    public Operation<String> startLiveMigration(@Nullable String options) {
        return request(Request.START_MIGRATION, options);
    }

    /** Moves its memory. */
    public Operation<String> transferLiveMigration(@Nullable String options) {
        return request(Request.TRANSFER_MIGRATION, options);
    }

    /** Ends the move. */
    public Operation<String> finalizeLiveMigration(@Nullable String options) {
        return request(Request.FINALIZE_MIGRATION, options);
    }

    private Operation<String> request(Request request, @Nullable String options) {
        return Operation.start(
                request.function(),
                OperationSetup.NONE,
                operation -> SystemCalls.request(request, handle, operation, options));
    }

    /**
     * Adds, removes or changes something of it.
     *
     * @param change a ModifySettingRequest
     */
    public Operation<String> modify(String change) {
        return modify(change, OperationSetup.NONE);
    }

    /** As {@link #modify(String)}, of a document that was built or read. */
    public Operation<String> modify(ModifySettingRequest change) {
        return modify(change.toJson());
    }

    /** As {@link #modify(String)}, with objects that the document refers to. */
    public Operation<String> modify(String change, OperationSetup setup) {
        return modify(change, setup, MemorySegment.NULL);
    }

    /**
     * As {@link #modify(String)}, on behalf of somebody.
     *
     * @param token the HANDLE of an access token of this process, which stays the caller's
     */
    public Operation<String> modifyAs(long token, String change) {
        return modify(change, OperationSetup.NONE, MemorySegment.ofAddress(token));
    }

    private Operation<String> modify(String change, OperationSetup setup, MemorySegment token) {
        return Operation.start(
                "HcsModifyComputeSystem",
                setup,
                operation -> SystemCalls.modify(handle, operation, change, token));
    }

    /**
     * Starts a process in it.
     *
     * @param parameters ProcessParameters
     */
    public Operation<ComputeProcess> createProcess(String parameters) {
        return createProcess(parameters, OperationSetup.NONE);
    }

    /** As {@link #createProcess(String)}, of a document that was built or read. */
    public Operation<ComputeProcess> createProcess(ProcessParameters parameters) {
        return createProcess(parameters.toJson());
    }

    /** As {@link #createProcess(String)}, with objects that the document refers to. */
    public Operation<ComputeProcess> createProcess(String parameters, OperationSetup setup) {
        ComputeProcess.Creation creation = new ComputeProcess.Creation();
        return Operation.start(
                "HcsCreateProcess",
                setup,
                true,
                operation -> {
                    ProcessCalls.Opened opened = ProcessCalls.create(handle, parameters, operation);
                    creation.opened(opened.process());
                    return opened.answer();
                },
                creation);
    }

    /** Opens a process that runs in it; its streams are with whoever created it. */
    public ComputeProcess openProcess(int processId) {
        ProcessCalls.Opened opened = ProcessCalls.open(handle, processId);
        NativeHandle process = opened.process();
        if (opened.answer().isFailure() && process != null) {
            process.close();
        }
        opened.answer().orThrow();
        return new ComputeProcess(
                Objects.requireNonNull(process),
                new NativeProcessInfo(processId, null, null, null));
    }

    /**
     * Waits for its end, on the calling thread, which can't be interrupted meanwhile.
     *
     * @return a SystemExitStatus
     * @throws HyperVException HCS_E_OPERATION_TIMEOUT if the time is over before
     */
    public String waitForExit(Duration timeout) {
        return SystemCalls.waitForExit(handle, Milliseconds.of(timeout)).orThrow();
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
                (flags, told) -> SystemCalls.setCallback(handle, flags, told), options, listener);
    }

    /** Closes the handle, when operations on it have ended. No event is told after that. */
    @Override
    public synchronized void close() {
        handle.close();
        events.close();
    }

    @Override
    public String toString() {
        return "compute system " + id;
    }

    /** A system that is being created; its handle is there before the operation has ended. */
    private static final class Creation implements Outcome<ComputeSystem> {
        private final String id;
        private volatile @Nullable NativeHandle handle;

        Creation(String id) {
            this.id = id;
        }

        void opened(@Nullable NativeHandle opened) {
            handle = opened;
        }

        @Override
        public ComputeSystem succeeded(String document, NativeProcessInfo none) {
            return new ComputeSystem(id, Objects.requireNonNull(handle));
        }

        @Override
        public void failed() {
            NativeHandle opened = handle;
            if (opened != null) {
                opened.close();
            }
        }

        @Override
        public void unwanted(ComputeSystem system) {
            system.close();
        }
    }
}
