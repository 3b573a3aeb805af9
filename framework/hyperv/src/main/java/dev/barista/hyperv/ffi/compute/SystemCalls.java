package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.CREATE_OPTIONS_1;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT_CALLBACK_POINTER;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT_OPTIONS;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.GENERIC_ALL;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.OPERATION;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.SYSTEM;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.offset;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** Compute systems. */
public final class SystemCalls {
    /** What is bound. */
    static final ExportTable EXPORTS = new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);

    private static final AddressLayout OUT_SYSTEM = pointer("HCS_SYSTEM*");
    private static final FirstBuild WITH_NAMESPACES = FirstBuild.between(18362, 22000);
    private static final FirstBuild WITH_MIGRATION = FirstBuild.between(22621, 26100);

    private static final Export ENUMERATE =
            EXPORTS.hresult("HcsEnumerateComputeSystems", V1809, PCWSTR, OPERATION);
    private static final Export ENUMERATE_IN_NAMESPACE =
            EXPORTS.hresult(
                    "HcsEnumerateComputeSystemsInNamespace",
                    WITH_NAMESPACES,
                    PCWSTR,
                    PCWSTR,
                    OPERATION);
    private static final Export CREATE =
            EXPORTS.hresult(
                    "HcsCreateComputeSystem",
                    V1809,
                    PCWSTR,
                    PCWSTR,
                    OPERATION,
                    pointer("SECURITY_DESCRIPTOR*"),
                    OUT_SYSTEM);
    private static final Export CREATE_IN_NAMESPACE =
            EXPORTS.hresult(
                    "HcsCreateComputeSystemInNamespace",
                    WITH_NAMESPACES,
                    PCWSTR,
                    PCWSTR,
                    PCWSTR,
                    OPERATION,
                    pointer("HCS_CREATE_OPTIONS*"),
                    OUT_SYSTEM);
    private static final Export OPEN =
            EXPORTS.hresult("HcsOpenComputeSystem", V1809, PCWSTR, DWORD, OUT_SYSTEM);
    private static final Export OPEN_IN_NAMESPACE =
            EXPORTS.hresult(
                    "HcsOpenComputeSystemInNamespace",
                    WITH_NAMESPACES,
                    PCWSTR,
                    PCWSTR,
                    DWORD,
                    OUT_SYSTEM);
    private static final Export CLOSE = EXPORTS.procedure("HcsCloseComputeSystem", V1809, SYSTEM);
    private static final Export MODIFY =
            EXPORTS.hresult("HcsModifyComputeSystem", V1809, SYSTEM, OPERATION, PCWSTR, HANDLE);
    private static final Export WAIT_FOR_EXIT =
            EXPORTS.hresult(
                    "HcsWaitForComputeSystemExit", FirstBuild.of(20348), SYSTEM, DWORD, OUT_PWSTR);
    private static final Export SET_CALLBACK =
            EXPORTS.hresult(
                    "HcsSetComputeSystemCallback",
                    V1809,
                    SYSTEM,
                    EVENT_OPTIONS,
                    VOID_POINTER,
                    EVENT_CALLBACK_POINTER);

    /** What a running system is asked to do; all have one prototype. */
    public enum Request {
        /** Start. */
        START("HcsStartComputeSystem", V1809),
        /** Shut down from inside the guest. */
        SHUT_DOWN("HcsShutDownComputeSystem", V1809),
        /** Power off. */
        TERMINATE("HcsTerminateComputeSystem", V1809),
        /** Crash the guest. */
        CRASH("HcsCrashComputeSystem", FirstBuild.between(18362, 19041)),
        /** Stop the processors. */
        PAUSE("HcsPauseComputeSystem", V1809),
        /** Let them go on. */
        RESUME("HcsResumeComputeSystem", V1809),
        /** Save the state. */
        SAVE("HcsSaveComputeSystem", V1809),
        /** Say something about itself. */
        PROPERTIES("HcsGetComputeSystemProperties", V1809),
        /** Prepare to move away. */
        INITIALIZE_MIGRATION("HcsInitializeLiveMigrationOnSource", WITH_MIGRATION),
        /** Move away. */
        START_MIGRATION("HcsStartLiveMigrationOnSource", WITH_MIGRATION),
        /** Move the memory. */
        TRANSFER_MIGRATION("HcsStartLiveMigrationTransfer", WITH_MIGRATION),
        /** Have moved. */
        FINALIZE_MIGRATION("HcsFinalizeLiveMigration", WITH_MIGRATION);

        @SuppressWarnings("ImmutableEnumChecker") // it changes only in that it is looked up
        private final Export export;

        Request(String name, FirstBuild since) {
            export = EXPORTS.hresult(name, since, SYSTEM, OPERATION, PCWSTR);
        }

        /** The function's name. */
        public String function() {
            return export.name();
        }
    }

    private SystemCalls() {}

    static ExportTable exports() {
        Request.values(); // fills its part of the table
        return EXPORTS;
    }

    /** Starts to list the systems that a query finds; all if it is null. */
    public static Answer enumerate(@Nullable String query, NativeOperation operation) {
        try (Call call = new Call(ENUMERATE)) {
            return started(call.string(query).handle(operation.handle()), ENUMERATE);
        }
    }

    /** As {@link #enumerate}, in a namespace of ids. */
    public static Answer enumerateInNamespace(
            String namespace, @Nullable String query, NativeOperation operation) {
        try (Call call = new Call(ENUMERATE_IN_NAMESPACE)) {
            return started(
                    call.string(namespace).string(query).handle(operation.handle()),
                    ENUMERATE_IN_NAMESPACE);
        }
    }

    /** A new handle of a system that a call has made or found. */
    public record Opened(Answer answer, @Nullable NativeHandle system) {}

    /**
     * Starts to create a system. The handle is there at once, also if the operation fails later.
     */
    public static Opened create(String id, String document, NativeOperation operation) {
        try (Call call = new Call(CREATE)) {
            call.string(id)
                    .string(document)
                    .handle(operation.handle())
                    .pointer("SECURITY_DESCRIPTOR*", MemorySegment.NULL);
            return opened(call, CREATE);
        }
    }

    /** As {@link #create}, in a namespace of ids. */
    public static Opened createInNamespace(
            String namespace, String id, String document, NativeOperation operation) {
        try (Call call = new Call(CREATE_IN_NAMESPACE)) {
            call.string(namespace).string(id).string(document).handle(operation.handle());
            MemorySegment options = call.in("HCS_CREATE_OPTIONS*", CREATE_OPTIONS_1);
            options.set(
                    JAVA_INT,
                    offset(CREATE_OPTIONS_1, "Version"),
                    CreateOptionsVersion.VERSION_1.value());
            return opened(call, CREATE_IN_NAMESPACE);
        }
    }

    /** Opens a system that is there. */
    public static Opened open(String id) {
        try (Call call = new Call(OPEN)) {
            call.string(id).int32("DWORD", GENERIC_ALL);
            return opened(call, OPEN);
        }
    }

    /** As {@link #open}, in a namespace of ids. */
    public static Opened openInNamespace(String namespace, String id) {
        try (Call call = new Call(OPEN_IN_NAMESPACE)) {
            call.string(namespace).string(id).int32("DWORD", GENERIC_ALL);
            return opened(call, OPEN_IN_NAMESPACE);
        }
    }

    private static Opened opened(Call call, Export export) {
        MemorySegment slot = call.outPointer("HCS_SYSTEM*");
        Answer answer = new Answer(export.name(), call.int32Result(), null);
        MemorySegment system = Call.pointerIn(slot);
        if (answer.isFailure() && system.address() == 0) {
            return new Opened(answer, null);
        }
        return new Opened(answer, NativeHandle.adopt("HCS_SYSTEM", system, SystemCalls::close));
    }

    private static void close(MemorySegment system) {
        try (Call call = new Call(CLOSE)) {
            call.pointer("HCS_SYSTEM", system).run();
        }
    }

    /** Starts what a system is asked to do. */
    public static Answer request(
            Request request,
            NativeHandle system,
            NativeOperation operation,
            @Nullable String options) {
        try (Call call = new Call(request.export)) {
            operation.keep(system);
            return started(
                    call.handle(system).handle(operation.handle()).string(options), request.export);
        }
    }

    /** Starts to change a system. The token, which may be NULL, stays the caller's. */
    public static Answer modify(
            NativeHandle system, NativeOperation operation, String change, MemorySegment token) {
        try (Call call = new Call(MODIFY)) {
            operation.keep(system);
            return started(
                    call.handle(system)
                            .handle(operation.handle())
                            .string(change)
                            .pointer("HANDLE", token),
                    MODIFY);
        }
    }

    /** Waits for the end of a system, and answers a SystemExitStatus. */
    public static Answer waitForExit(NativeHandle system, int milliseconds) {
        return ExitWait.with(WAIT_FOR_EXIT, system, milliseconds);
    }

    /**
     * Has events of a system reported.
     *
     * @param options flags of HCS_EVENT_OPTIONS
     * @return how to end it, once no event can come any more
     */
    public static EventRegistration setCallback(
            NativeHandle system, int options, Consumer<NativeEvent> listener) {
        return EventRegistration.with(SET_CALLBACK, system, options, listener);
    }

    private static Answer started(Call call, Export export) {
        return new Answer(export.name(), call.int32Result(), null);
    }
}
