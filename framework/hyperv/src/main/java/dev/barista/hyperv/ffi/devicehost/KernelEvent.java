package dev.barista.hyperv.ffi.devicehost;

import static dev.barista.hyperv.ffi.CTypes.BOOL;
import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.MemorySegment;

/** An event of the Windows kernel that resets itself when a wait has seen it. Thread-safe. */
public final class KernelEvent implements AutoCloseable {
    private static final int INFINITE = -1;
    private static final ExportTable KERNEL = new ExportTable("synchapi.h", HostLibrary.KERNEL);
    private static final Export CREATE =
            KERNEL.function("CreateEventW", V1809, HANDLE, VOID_POINTER, BOOL, BOOL, PCWSTR);
    private static final Export SET = KERNEL.function("SetEvent", V1809, BOOL, HANDLE);
    private static final Export WAIT =
            KERNEL.function("WaitForSingleObject", V1809, DWORD, HANDLE, DWORD);

    private final NativeHandle handle;

    /** An event that is not signalled. */
    public KernelEvent() {
        try {
            // UNSAFETY: no attributes, no name.
            MemorySegment event =
                    (MemorySegment)
                            CREATE.handle()
                                    .invokeExact(MemorySegment.NULL, 0, 0, MemorySegment.NULL);
            handle = NativeHandle.adopt("HANDLE", event, KernelHandles::close);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** The handle; valid until {@link #close}. */
    MemorySegment handle() {
        MemorySegment value = handle.acquire();
        handle.release();
        return value;
    }

    /** Signals it. */
    public void signal() {
        MemorySegment value = handle.acquire();
        try {
            // UNSAFETY: the handle is in use until the release below.
            int ignored = (int) SET.handle().invokeExact(value);
        } catch (Throwable e) {
            throw Export.thrown(e);
        } finally {
            handle.release();
        }
    }

    /** Waits until it is signalled, however long. */
    public void await() {
        MemorySegment value = handle.acquire();
        try {
            // UNSAFETY: the handle is in use until the release below.
            int ignored = (int) WAIT.handle().invokeExact(value, INFINITE);
        } catch (Throwable e) {
            throw Export.thrown(e);
        } finally {
            handle.release();
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
