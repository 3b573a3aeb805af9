package dev.barista.hyperv.ffi.devicehost;

import static dev.barista.hyperv.ffi.CTypes.BOOL;
import static dev.barista.hyperv.ffi.CTypes.DWORD;
import static dev.barista.hyperv.ffi.CTypes.HANDLE;
import static dev.barista.hyperv.ffi.CTypes.PCWSTR;
import static dev.barista.hyperv.ffi.CTypes.UINT64;
import static dev.barista.hyperv.ffi.CTypes.VOID_POINTER;
import static dev.barista.hyperv.ffi.FirstBuild.V1809;

import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.ExportTable;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A section of the Windows kernel: memory of the page file, zeros at first, that is mapped here and
 * may be mapped into a guest. Usable from any thread until {@link #close}; what a guest has mapped
 * stays as long as it wants it.
 */
public final class KernelSection implements AutoCloseable {
    private static final int PAGE_READWRITE = 4;
    private static final int FILE_MAP_READ_AND_WRITE = 4 | 2;
    private static final MemorySegment PAGE_FILE = MemorySegment.ofAddress(-1);
    private static final ExportTable KERNEL = new ExportTable("memoryapi.h", HostLibrary.KERNEL);
    private static final Export CREATE =
            KERNEL.function(
                    "CreateFileMappingW",
                    V1809,
                    HANDLE,
                    HANDLE,
                    VOID_POINTER,
                    DWORD,
                    DWORD,
                    DWORD,
                    PCWSTR);
    private static final Export MAP =
            KERNEL.function(
                    "MapViewOfFile", V1809, VOID_POINTER, HANDLE, DWORD, DWORD, DWORD, UINT64);
    private static final Export UNMAP =
            KERNEL.function("UnmapViewOfFile", V1809, BOOL, VOID_POINTER);

    private final NativeHandle handle;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /**
     * A section of so many bytes.
     *
     * @throws IllegalStateException if there is not enough memory
     */
    public KernelSection(long bytes) {
        try {
            // UNSAFETY: no attributes, no name.
            MemorySegment section =
                    (MemorySegment)
                            CREATE.handle()
                                    .invokeExact(
                                            PAGE_FILE,
                                            MemorySegment.NULL,
                                            PAGE_READWRITE,
                                            (int) (bytes >>> Integer.SIZE),
                                            (int) bytes,
                                            MemorySegment.NULL);
            handle = NativeHandle.adopt("HANDLE", section, KernelHandles::close);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
        segment = view(bytes);
    }

    @SuppressWarnings("restricted") // a view of C's has no length
    private MemorySegment view(long bytes) {
        try {
            // UNSAFETY: the section is open, and has so many bytes.
            MemorySegment view =
                    (MemorySegment)
                            MAP.handle()
                                    .invokeExact(handle(), FILE_MAP_READ_AND_WRITE, 0, 0, bytes);
            if (view.address() == 0) {
                handle.close();
                throw new IllegalStateException("a section of " + bytes + " bytes can't be mapped");
            }
            // UNSAFETY: so many bytes are mapped there until the view is unmapped, which only the
            // arena does; it lets no access in after that.
            return view.reinterpret(bytes, arena, KernelSection::unmap);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    private static void unmap(MemorySegment view) {
        try {
            // UNSAFETY: the arena calls this once, when no access can come any more.
            int ignored = (int) UNMAP.handle().invokeExact(view);
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

    /** The bytes. */
    public MemorySegment segment() {
        return segment;
    }

    /** Gives this process's mapping and handle back; once. */
    @Override
    public void close() {
        arena.close();
        handle.close();
    }
}
