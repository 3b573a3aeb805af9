package dev.barista.hyperv.ffi;

import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import java.lang.foreign.MemorySegment;

/** What kernel32.dll and ole32.dll do for the memory that the others give out. */
final class KernelCalls {
    private static final ExportTable KERNEL = new ExportTable("winbase.h", HostLibrary.KERNEL);
    private static final ExportTable OLE = new ExportTable("combaseapi.h", HostLibrary.OLE);

    private static final Export LOCAL_FREE =
            KERNEL.function("LocalFree", V1809, VOID_POINTER, VOID_POINTER);
    private static final Export CO_TASK_MEM_FREE =
            OLE.procedure("CoTaskMemFree", V1809, VOID_POINTER);

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
}
