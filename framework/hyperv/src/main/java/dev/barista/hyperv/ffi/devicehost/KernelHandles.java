package dev.barista.hyperv.ffi.devicehost;

import static dev.barista.hyperv.ffi.CTypes.BOOL;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.HostLibrary;

import java.lang.foreign.MemorySegment;

/** How handles of kernel objects are given back. */
final class KernelHandles {
    private static final Export CLOSE =
            new ExportTable("handleapi.h", HostLibrary.KERNEL)
                    .function("CloseHandle", V1809, BOOL, HANDLE);

    private KernelHandles() {}

    static void close(MemorySegment handle) {
        try {
            // UNSAFETY: NativeHandle closes once, and not while a call uses the handle.
            int ignored = (int) CLOSE.handle().invokeExact(handle);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }
}
