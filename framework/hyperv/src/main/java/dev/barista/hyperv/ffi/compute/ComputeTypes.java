package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.int32;
import static dev.barista.hyperv.ffi.CTypes.pointer;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/** The types of computedefs.h. */
public final class ComputeTypes {
    /** A compute system. */
    public static final AddressLayout SYSTEM = pointer("HCS_SYSTEM");

    /** A process in a compute system. */
    public static final AddressLayout PROCESS = pointer("HCS_PROCESS");

    /** An operation. */
    public static final AddressLayout OPERATION = pointer("HCS_OPERATION");

    /** Which call an operation belongs to. */
    public static final ValueLayout.OfInt OPERATION_TYPE = int32("HCS_OPERATION_TYPE");

    /** Flags: what an operation reports. */
    public static final ValueLayout.OfInt OPERATION_OPTIONS = int32("HCS_OPERATION_OPTIONS");

    /** Flags: what a system or process reports. */
    public static final ValueLayout.OfInt EVENT_OPTIONS = int32("HCS_EVENT_OPTIONS");

    /** What is attached to an operation. */
    public static final ValueLayout.OfInt RESOURCE_TYPE = int32("HCS_RESOURCE_TYPE");

    /** {@link #COMPLETION}. */
    public static final AddressLayout COMPLETION_POINTER = pointer("HCS_OPERATION_COMPLETION");

    /** {@link #EVENT_CALLBACK}. */
    public static final AddressLayout EVENT_CALLBACK_POINTER = pointer("HCS_EVENT_CALLBACK");

    /** The id of an operation that no call has used. */
    public static final long INVALID_OPERATION_ID = -1;

    /** The access that opening a system or process asks for: anything else is refused. */
    public static final int GENERIC_ALL = 0x1000_0000;

    /** A wait without an end, in milliseconds. */
    public static final int INFINITE = -1;

    /** {@code HCS_PROCESS_INFORMATION}. */
    public static final StructLayout PROCESS_INFORMATION =
            MemoryLayout.structLayout(
                            DWORD.withName("ProcessId"),
                            DWORD.withName("Reserved"),
                            HANDLE.withName("StdInput"),
                            HANDLE.withName("StdOutput"),
                            HANDLE.withName("StdError"))
                    .withName("HCS_PROCESS_INFORMATION");

    /** {@code HCS_EVENT}. */
    public static final StructLayout EVENT =
            MemoryLayout.structLayout(
                            int32("Type"),
                            MemoryLayout.paddingLayout(4),
                            PCWSTR.withName("EventData"),
                            OPERATION.withName("Operation"))
                    .withName("HCS_EVENT");

    /** {@code HCS_CREATE_OPTIONS_1}. */
    public static final StructLayout CREATE_OPTIONS_1 =
            MemoryLayout.structLayout(
                            int32("Version"),
                            MemoryLayout.paddingLayout(4),
                            HANDLE.withName("UserToken"),
                            pointer("SecurityDescriptor"),
                            EVENT_OPTIONS.withName("CallbackOptions"),
                            MemoryLayout.paddingLayout(4),
                            VOID_POINTER.withName("CallbackContext"),
                            EVENT_CALLBACK_POINTER.withName("Callback"))
                    .withName("HCS_CREATE_OPTIONS_1");

    /** {@code HCS_OPERATION_COMPLETION}. */
    public static final FunctionDescriptor COMPLETION =
            FunctionDescriptor.ofVoid(OPERATION, VOID_POINTER);

    /** {@code HCS_EVENT_CALLBACK}. */
    public static final FunctionDescriptor EVENT_CALLBACK =
            FunctionDescriptor.ofVoid(pointer("HCS_EVENT*"), VOID_POINTER);

    /** {@code HCS_NOTIFICATION_CALLBACK}, which only vmcompute.dll before 1803 calls. */
    public static final FunctionDescriptor NOTIFICATION_CALLBACK =
            FunctionDescriptor.ofVoid(DWORD, VOID_POINTER, int32("HRESULT"), PCWSTR);

    private ComputeTypes() {}

    /** Where a member of a structure is. */
    static long offset(StructLayout struct, String member) {
        return struct.byteOffset(PathElement.groupElement(member));
    }
}
