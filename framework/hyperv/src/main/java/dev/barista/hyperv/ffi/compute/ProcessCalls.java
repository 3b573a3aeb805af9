package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT_CALLBACK_POINTER;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT_OPTIONS;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.GENERIC_ALL;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.OPERATION;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.PROCESS;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.SYSTEM;

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

/** Processes in compute systems. */
public final class ProcessCalls {
    /** What is bound. */
    static final ExportTable EXPORTS = new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);

    private static final AddressLayout OUT_PROCESS = pointer("HCS_PROCESS*");

    private static final Export CREATE =
            EXPORTS.hresult(
                    "HcsCreateProcess",
                    V1809,
                    SYSTEM,
                    PCWSTR,
                    OPERATION,
                    pointer("SECURITY_DESCRIPTOR*"),
                    OUT_PROCESS);
    private static final Export OPEN =
            EXPORTS.hresult("HcsOpenProcess", V1809, SYSTEM, DWORD, DWORD, OUT_PROCESS);
    private static final Export CLOSE = EXPORTS.procedure("HcsCloseProcess", V1809, PROCESS);
    private static final Export GET_INFO =
            EXPORTS.hresult("HcsGetProcessInfo", V1809, PROCESS, OPERATION);
    private static final Export SET_CALLBACK =
            EXPORTS.hresult(
                    "HcsSetProcessCallback",
                    V1809,
                    PROCESS,
                    EVENT_OPTIONS,
                    VOID_POINTER,
                    EVENT_CALLBACK_POINTER);
    private static final Export WAIT_FOR_EXIT =
            EXPORTS.hresult(
                    "HcsWaitForProcessExit", FirstBuild.of(20348), PROCESS, DWORD, OUT_PWSTR);

    /** What a process is asked to do; all have one prototype. */
    public enum Request {
        /** End. */
        TERMINATE("HcsTerminateProcess"),
        /** Take a signal. */
        SIGNAL("HcsSignalProcess"),
        /** Say something about itself. */
        PROPERTIES("HcsGetProcessProperties"),
        /** Change: the console's size, a stream's end. */
        MODIFY("HcsModifyProcess");

        @SuppressWarnings("ImmutableEnumChecker") // it changes only in that it is looked up
        private final Export export;

        Request(String name) {
            export = EXPORTS.hresult(name, V1809, PROCESS, OPERATION, PCWSTR);
        }

        /** The function's name. */
        public String function() {
            return export.name();
        }
    }

    private ProcessCalls() {}

    static ExportTable exports() {
        Request.values(); // fills its part of the table
        return EXPORTS;
    }

    /** A new handle of a process that a call has made or found. */
    public record Opened(Answer answer, @Nullable NativeHandle process) {}

    /** Starts to start a process. */
    public static Opened create(NativeHandle system, String parameters, NativeOperation operation) {
        try (Call call = new Call(CREATE)) {
            operation.keep(system);
            call.handle(system)
                    .string(parameters)
                    .handle(operation.handle())
                    .pointer("SECURITY_DESCRIPTOR*", MemorySegment.NULL);
            return opened(call, CREATE);
        }
    }

    /** Opens a process that is there. */
    public static Opened open(NativeHandle system, int processId) {
        try (Call call = new Call(OPEN)) {
            call.handle(system).int32("DWORD", processId).int32("DWORD", GENERIC_ALL);
            return opened(call, OPEN);
        }
    }

    private static Opened opened(Call call, Export export) {
        MemorySegment slot = call.outPointer("HCS_PROCESS*");
        Answer answer = new Answer(export.name(), call.int32Result(), null);
        MemorySegment process = Call.pointerIn(slot);
        if (answer.isFailure() && process.address() == 0) {
            return new Opened(answer, null);
        }
        return new Opened(answer, NativeHandle.adopt("HCS_PROCESS", process, ProcessCalls::close));
    }

    private static void close(MemorySegment process) {
        try (Call call = new Call(CLOSE)) {
            call.pointer("HCS_PROCESS", process).run();
        }
    }

    /** Starts what a process is asked to do. */
    public static Answer request(
            Request request,
            NativeHandle process,
            NativeOperation operation,
            @Nullable String options) {
        try (Call call = new Call(request.export)) {
            operation.keep(process);
            int code =
                    call.handle(process).handle(operation.handle()).string(options).int32Result();
            return new Answer(request.export.name(), code, null);
        }
    }

    /** Starts to ask for the process's id and streams. */
    public static Answer info(NativeHandle process, NativeOperation operation) {
        try (Call call = new Call(GET_INFO)) {
            operation.keep(process);
            int code = call.handle(process).handle(operation.handle()).int32Result();
            return new Answer(GET_INFO.name(), code, null);
        }
    }

    /** Waits for the end of a process, and answers a ProcessStatus. */
    public static Answer waitForExit(NativeHandle process, int milliseconds) {
        return ExitWait.with(WAIT_FOR_EXIT, process, milliseconds);
    }

    /**
     * Has events of a process reported.
     *
     * @param options flags of HCS_EVENT_OPTIONS
     * @return how to end it, once no event can come any more
     */
    public static EventRegistration setCallback(
            NativeHandle process, int options, Consumer<NativeEvent> listener) {
        return EventRegistration.with(SET_CALLBACK, process, options, listener);
    }
}
