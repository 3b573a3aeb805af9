package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.OUT_PWSTR;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.UINT64;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.COMPLETION_POINTER;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT_CALLBACK_POINTER;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.OPERATION;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.OPERATION_OPTIONS;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.OPERATION_TYPE;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.PROCESS;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.PROCESS_INFORMATION;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.RESOURCE_TYPE;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.SYSTEM;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.FirstBuild;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemorySegment;

/** Operations of the Host Compute Service. */
final class OperationCalls {
    static final ExportTable EXPORTS = new ExportTable("computecore.h", HostLibrary.COMPUTE_CORE);

    private static final AddressLayout OUT_PROCESS_INFORMATION =
            pointer("HCS_PROCESS_INFORMATION*");

    private static final Export CREATE =
            EXPORTS.function(
                    "HcsCreateOperation", V1809, OPERATION, VOID_POINTER, COMPLETION_POINTER);
    private static final Export CREATE_WITH_NOTIFICATIONS =
            EXPORTS.function(
                    "HcsCreateOperationWithNotifications",
                    FirstBuild.after(18362),
                    OPERATION,
                    OPERATION_OPTIONS,
                    VOID_POINTER,
                    EVENT_CALLBACK_POINTER);
    private static final Export CLOSE = EXPORTS.procedure("HcsCloseOperation", V1809, OPERATION);
    private static final Export GET_CONTEXT =
            EXPORTS.function("HcsGetOperationContext", V1809, VOID_POINTER, OPERATION);
    private static final Export SET_CONTEXT =
            EXPORTS.hresult("HcsSetOperationContext", V1809, OPERATION, VOID_POINTER);
    private static final Export GET_SYSTEM =
            EXPORTS.function("HcsGetComputeSystemFromOperation", V1809, SYSTEM, OPERATION);
    private static final Export GET_PROCESS =
            EXPORTS.function("HcsGetProcessFromOperation", V1809, PROCESS, OPERATION);
    private static final Export GET_TYPE =
            EXPORTS.function("HcsGetOperationType", V1809, OPERATION_TYPE, OPERATION);
    private static final Export GET_ID =
            EXPORTS.function("HcsGetOperationId", V1809, UINT64, OPERATION);
    private static final Export GET_RESULT =
            EXPORTS.hresult("HcsGetOperationResult", V1809, OPERATION, OUT_PWSTR);
    private static final Export GET_RESULT_AND_PROCESS =
            EXPORTS.hresult(
                    "HcsGetOperationResultAndProcessInfo",
                    V1809,
                    OPERATION,
                    OUT_PROCESS_INFORMATION,
                    OUT_PWSTR);
    private static final Export ADD_RESOURCE =
            EXPORTS.hresult(
                    "HcsAddResourceToOperation",
                    FirstBuild.after(18362),
                    OPERATION,
                    RESOURCE_TYPE,
                    PCWSTR,
                    HANDLE);
    private static final Export WAIT =
            EXPORTS.hresult("HcsWaitForOperationResult", V1809, OPERATION, DWORD, OUT_PWSTR);
    private static final Export WAIT_AND_PROCESS =
            EXPORTS.hresult(
                    "HcsWaitForOperationResultAndProcessInfo",
                    V1809,
                    OPERATION,
                    DWORD,
                    OUT_PROCESS_INFORMATION,
                    OUT_PWSTR);
    private static final Export SET_CALLBACK =
            EXPORTS.hresult(
                    "HcsSetOperationCallback", V1809, OPERATION, VOID_POINTER, COMPLETION_POINTER);
    private static final Export CANCEL = EXPORTS.hresult("HcsCancelOperation", V1809, OPERATION);
    private static final Export GET_PROPERTIES =
            EXPORTS.hresult(
                    "HcsGetOperationProperties",
                    FirstBuild.after(22621),
                    OPERATION,
                    PCWSTR,
                    OUT_PWSTR);

    private OperationCalls() {}

    /** A new operation; the context and callback may be NULL. */
    static NativeHandle create(MemorySegment context, MemorySegment callback) {
        try (Call call = new Call(CREATE)) {
            return owned(
                    call.pointer("void*", context)
                            .pointer("HCS_OPERATION_COMPLETION", callback)
                            .pointerResult());
        }
    }

    /** A new operation that reports its progress. */
    static NativeHandle createWithNotifications(
            int options, MemorySegment context, MemorySegment callback) {
        try (Call call = new Call(CREATE_WITH_NOTIFICATIONS)) {
            return owned(
                    call.int32("HCS_OPERATION_OPTIONS", options)
                            .pointer("void*", context)
                            .pointer("HCS_EVENT_CALLBACK", callback)
                            .pointerResult());
        }
    }

    private static NativeHandle owned(MemorySegment operation) {
        if (operation.address() == 0) {
            throw new OutOfMemoryError("Windows could not allocate an operation");
        }
        return NativeHandle.adopt("HCS_OPERATION", operation, OperationCalls::close);
    }

    private static void close(MemorySegment operation) {
        try (Call call = new Call(CLOSE)) {
            call.pointer("HCS_OPERATION", operation).run();
        }
    }

    static MemorySegment context(NativeHandle operation) {
        try (Call call = new Call(GET_CONTEXT)) {
            return call.handle(operation).pointerResult();
        }
    }

    static int setContext(NativeHandle operation, MemorySegment context) {
        try (Call call = new Call(SET_CONTEXT)) {
            return call.handle(operation).pointer("void*", context).int32Result();
        }
    }

    static int setCallback(NativeHandle operation, MemorySegment context, MemorySegment callback) {
        try (Call call = new Call(SET_CALLBACK)) {
            return call.handle(operation)
                    .pointer("void*", context)
                    .pointer("HCS_OPERATION_COMPLETION", callback)
                    .int32Result();
        }
    }

    /** The system that it works on, which stays the caller's; NULL if none. */
    static MemorySegment system(NativeHandle operation) {
        try (Call call = new Call(GET_SYSTEM)) {
            return call.handle(operation).pointerResult();
        }
    }

    /** The process that it works on, which stays the caller's; NULL if none. */
    static MemorySegment process(NativeHandle operation) {
        try (Call call = new Call(GET_PROCESS)) {
            return call.handle(operation).pointerResult();
        }
    }

    static int type(NativeHandle operation) {
        try (Call call = new Call(GET_TYPE)) {
            return call.handle(operation).int32Result();
        }
    }

    static long id(NativeHandle operation) {
        try (Call call = new Call(GET_ID)) {
            return call.handle(operation).int64Result();
        }
    }

    static Answer result(NativeHandle operation) {
        try (Call call = new Call(GET_RESULT)) {
            call.handle(operation);
            return answer(GET_RESULT, call, call.outString());
        }
    }

    static ProcessAnswer resultAndProcess(NativeHandle operation) {
        try (Call call = new Call(GET_RESULT_AND_PROCESS)) {
            call.handle(operation);
            return processAnswer(GET_RESULT_AND_PROCESS, call);
        }
    }

    static Answer waitForResult(NativeHandle operation, int milliseconds) {
        try (Call call = new Call(WAIT)) {
            call.handle(operation).int32("DWORD", milliseconds);
            return answer(WAIT, call, call.outString());
        }
    }

    static ProcessAnswer waitForResultAndProcess(NativeHandle operation, int milliseconds) {
        try (Call call = new Call(WAIT_AND_PROCESS)) {
            call.handle(operation).int32("DWORD", milliseconds);
            return processAnswer(WAIT_AND_PROCESS, call);
        }
    }

    /** The handle stays the caller's and must stay open until the operation has ended. */
    static Answer addResource(NativeHandle operation, int type, String uri, MemorySegment handle) {
        try (Call call = new Call(ADD_RESOURCE)) {
            int code =
                    call.handle(operation)
                            .int32("HCS_RESOURCE_TYPE", type)
                            .string(uri)
                            .pointer("HANDLE", handle)
                            .int32Result();
            return new Answer(ADD_RESOURCE.name(), code, null);
        }
    }

    static Answer cancel(NativeHandle operation) {
        try (Call call = new Call(CANCEL)) {
            return new Answer(CANCEL.name(), call.handle(operation).int32Result(), null);
        }
    }

    static Answer properties(NativeHandle operation, String options) {
        try (Call call = new Call(GET_PROPERTIES)) {
            call.handle(operation).string(options);
            return answer(GET_PROPERTIES, call, call.outString());
        }
    }

    private static Answer answer(Export export, Call call, Call.OutString document) {
        return new Answer(export.name(), call.int32Result(), document.take());
    }

    private static ProcessAnswer processAnswer(Export export, Call call) {
        MemorySegment information = call.out("HCS_PROCESS_INFORMATION*", PROCESS_INFORMATION);
        Answer answer = answer(export, call, call.outString());
        return new ProcessAnswer(answer, NativeProcessInfo.take(information));
    }
}
