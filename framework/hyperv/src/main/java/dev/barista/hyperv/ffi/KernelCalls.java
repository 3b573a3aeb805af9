package dev.barista.hyperv.ffi;

import static dev.barista.hyperv.ffi.CTypes.BOOL;
import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.CTypes.pointer;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * What kernel32.dll and ole32.dll do for the memory and the handles that the others give out. A
 * function that sets the thread's last error answers it negated where it fails, because by the next
 * call of Java's the JVM may have changed it.
 */
final class KernelCalls {
    /** {@code OVERLAPPED}: where a transfer says how far it is. */
    static final StructLayout OVERLAPPED =
            MemoryLayout.structLayout(
                    VOID_POINTER.withName("Internal"),
                    VOID_POINTER.withName("InternalHigh"),
                    DWORD.withName("Offset"),
                    DWORD.withName("OffsetHigh"),
                    HANDLE.withName("hEvent"));

    static final int ERROR_INVALID_HANDLE = 6;
    static final int ERROR_HANDLE_EOF = 38;
    static final int ERROR_BROKEN_PIPE = 109;
    static final int ERROR_NO_DATA = 232;
    static final int ERROR_OPERATION_ABORTED = 995;
    static final int ERROR_IO_PENDING = 997;

    private static final ExportTable KERNEL = new ExportTable("winbase.h", HostLibrary.KERNEL);
    private static final ExportTable OLE = new ExportTable("combaseapi.h", HostLibrary.OLE);

    private static final Export LOCAL_FREE =
            KERNEL.function("LocalFree", V1809, VOID_POINTER, VOID_POINTER);
    private static final Export CO_TASK_MEM_FREE =
            OLE.procedure("CoTaskMemFree", V1809, VOID_POINTER);
    private static final Export CLOSE_HANDLE = KERNEL.function("CloseHandle", V1809, BOOL, HANDLE);
    private static final Export GET_LAST_ERROR = KERNEL.function("GetLastError", V1809, DWORD);
    private static final Export READ_FILE =
            KERNEL.function(
                    "ReadFile",
                    V1809,
                    BOOL,
                    HANDLE,
                    VOID_POINTER,
                    DWORD,
                    pointer("DWORD*"),
                    VOID_POINTER);
    private static final Export WRITE_FILE =
            KERNEL.function(
                    "WriteFile",
                    V1809,
                    BOOL,
                    HANDLE,
                    VOID_POINTER,
                    DWORD,
                    pointer("DWORD*"),
                    VOID_POINTER);
    private static final Export GET_OVERLAPPED_RESULT =
            KERNEL.function(
                    "GetOverlappedResult",
                    V1809,
                    BOOL,
                    HANDLE,
                    VOID_POINTER,
                    pointer("DWORD*"),
                    BOOL);
    private static final Export CANCEL_IO =
            KERNEL.function("CancelIoEx", V1809, BOOL, HANDLE, VOID_POINTER);
    private static final Export CREATE_EVENT =
            KERNEL.function("CreateEventW", V1809, HANDLE, VOID_POINTER, BOOL, BOOL, PCWSTR);
    private static final Export CREATE_FILE =
            KERNEL.function(
                    "CreateFileW",
                    V1809,
                    HANDLE,
                    PCWSTR,
                    DWORD,
                    DWORD,
                    VOID_POINTER,
                    DWORD,
                    DWORD,
                    HANDLE);

    private KernelCalls() {}

    static void localFree(MemorySegment memory) {
        try {
            // UNSAFETY: WideString frees what a function said is the caller's, once.
            MemorySegment ignored = (MemorySegment) LOCAL_FREE.handle().invokeExact(memory);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    static void coTaskMemFree(MemorySegment memory) {
        try {
            // UNSAFETY: WideString frees what a function said is the caller's, once.
            CO_TASK_MEM_FREE.handle().invokeExact(memory);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    static void closeHandle(MemorySegment handle) {
        try {
            // UNSAFETY: NativeHandle sees to it that a handle is closed once, and not in use.
            int ignored = (int) CLOSE_HANDLE.handle().invokeExact(handle);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** A new event that is not set and stays set once it is; NULL if there is none to be had. */
    static MemorySegment createEvent() {
        try {
            // UNSAFETY: all pointers are NULL, which the function allows.
            return (MemorySegment)
                    CREATE_EVENT.handle().invokeExact(MemorySegment.NULL, 1, 0, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Opens a file that exists; the handle is -1 if that fails, and the error is in the result. */
    static Opened openFile(MemorySegment path, int access, int share, int flags) {
        final int openExisting = 3;
        MemorySegment error = LastError.place();
        try {
            // UNSAFETY: WideString has ended the path with a zero.
            MemorySegment handle =
                    (MemorySegment)
                            LastError.OPEN.invokeExact(
                                    error,
                                    path,
                                    access,
                                    share,
                                    MemorySegment.NULL,
                                    openExisting,
                                    flags,
                                    MemorySegment.NULL);
            return new Opened(handle, handle.address() == -1 ? LastError.of(error) : 0);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** A handle, or why there is none. */
    record Opened(MemorySegment handle, int error) {}

    static int read(
            MemorySegment handle,
            MemorySegment bytes,
            MemorySegment count,
            MemorySegment overlapped) {
        return transfer(LastError.READ, handle, bytes, count, overlapped);
    }

    static int write(
            MemorySegment handle,
            MemorySegment bytes,
            MemorySegment count,
            MemorySegment overlapped) {
        return transfer(LastError.WRITE, handle, bytes, count, overlapped);
    }

    /** ReadFile or WriteFile: they differ in nothing but the direction. */
    private static int transfer(
            MethodHandle function,
            MemorySegment handle,
            MemorySegment bytes,
            MemorySegment count,
            MemorySegment overlapped) {
        MemorySegment error = LastError.place();
        try {
            // UNSAFETY: the length is the segment's own; all segments live until the transfer has
            // ended, because the caller waits for that.
            int done =
                    (int)
                            function.invokeExact(
                                    error,
                                    handle,
                                    bytes,
                                    (int) bytes.byteSize(),
                                    count,
                                    overlapped);
            return done != 0 ? 0 : -LastError.of(error);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Waits for the end of a transfer that is pending. */
    static int overlappedResult(
            MemorySegment handle, MemorySegment overlapped, MemorySegment count) {
        MemorySegment error = LastError.place();
        try {
            // UNSAFETY: the segments are those of the transfer.
            int done =
                    (int)
                            LastError.OverlappedResult.HANDLE.invokeExact(
                                    error, handle, overlapped, count, 1);
            return done != 0 ? 0 : -LastError.of(error);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Ends all transfers of a handle, where the system can; they answer that they were aborted. */
    static void cancelTransfers(MemorySegment handle) {
        if (!CANCEL_IO.isPresent()) {
            return;
        }
        try {
            // UNSAFETY: NULL means all transfers.
            int ignored = (int) CANCEL_IO.handle().invokeExact(handle, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /**
     * Functions whose error the linker saves before the JVM can change it. It knows how to on
     * Windows; the stand-ins elsewhere keep the error where the JVM does not reach it.
     */
    private static final class LastError {
        private static final String STATE = "GetLastError";
        private static final MethodHandle READ = capturing(READ_FILE);
        private static final MethodHandle WRITE = capturing(WRITE_FILE);
        private static final MethodHandle OPEN = capturing(CREATE_FILE);
        private static final StructLayout PLACE = Linker.Option.captureStateLayout();
        private static final ThreadLocal<MemorySegment> PLACES =
                ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(PLACE));

        static MemorySegment place() {
            return PLACES.get();
        }

        static int of(MemorySegment place) throws Throwable {
            // UNSAFETY: takes no pointer.
            return Libraries.onWindows()
                    ? place.get(JAVA_INT, PLACE.byteOffset(PathElement.groupElement(STATE)))
                    : (int) GET_LAST_ERROR.handle().invokeExact();
        }

        private static MethodHandle capturing(Export export) {
            return Libraries.onWindows()
                    ? export.handle(Linker.Option.captureCallState(STATE))
                    : MethodHandles.dropArguments(export.handle(), 0, MemorySegment.class);
        }

        /** Apart from the others: where no transfer stays pending, nothing has it. */
        private static final class OverlappedResult {
            static final MethodHandle HANDLE = capturing(GET_OVERLAPPED_RESULT);
        }
    }
}
