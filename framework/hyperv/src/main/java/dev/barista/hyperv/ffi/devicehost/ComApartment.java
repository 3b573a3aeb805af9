package dev.barista.hyperv.ffi.devicehost;

import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.HostLibrary;

import java.lang.foreign.MemorySegment;

/**
 * The multithreaded apartment of COM, which the thread that opens a device host is in as long as
 * the host lives: device hosts talk to the platform by COM (by field report).
 */
final class ComApartment {
    private static final int MULTITHREADED = 0;
    private static final ExportTable OLE = new ExportTable("combaseapi.h", HostLibrary.OLE);
    private static final Export INITIALIZE =
            OLE.hresult("CoInitializeEx", V1809, VOID_POINTER, DWORD);
    private static final Export UNINITIALIZE = OLE.procedure("CoUninitialize", V1809);

    private ComApartment() {}

    /**
     * Puts the calling thread into the apartment; each call needs a {@link #leave} on the thread.
     *
     * @throws HyperVException if the thread is in another kind of apartment
     */
    static void enter() {
        try {
            // UNSAFETY: the pointer is reserved and has to be null.
            int result = (int) INITIALIZE.handle().invokeExact(MemorySegment.NULL, MULTITHREADED);
            HyperVException.check("CoInitializeEx", result);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    /** Undoes one {@link #enter}. */
    static void leave() {
        try {
            // UNSAFETY: takes nothing; enter has succeeded on this thread.
            UNINITIALIZE.handle().invokeExact();
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }
}
