package dev.barista.vfiouser.ffi;

import static dev.barista.vfiouser.ffi.LibC.captured;
import static dev.barista.vfiouser.ffi.LibC.function;
import static dev.barista.vfiouser.ffi.LibC.impossible;
import static dev.barista.vfiouser.ffi.LibC.result;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/mman.h>}. Each function answers its result, or the error number negated. */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class MemoryCalls {
    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int MAP_SHARED = 0x01;
    static final int MAP_PRIVATE = 0x02;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_NORESERVE = 0x4000;
    static final int MFD_CLOEXEC = 1;
    static final int MFD_ALLOW_SEALING = 2;

    private static final MethodHandle MMAP =
            function(
                    "mmap", JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle MUNMAP = function("munmap", JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle MEMFD_CREATE =
            function("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FTRUNCATE =
            function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);

    private MemoryCalls() {}

    /** Maps pages where the kernel likes; answers their address. */
    static long mmap(long size, int protection, int flags, int fd, long offset) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: without MAP_FIXED the kernel gives addresses that nothing else uses.
            return result(
                    (long)
                            MMAP.invokeExact(
                                    errno, MemorySegment.NULL, size, protection, flags, fd, offset),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Mapped pages as a segment; closing the arena unmaps them. */
    static MemorySegment own(long address, long size, Arena arena) {
        // UNSAFETY: address and size are those of one mmap, which nothing but this arena unmaps;
        // the arena lets no access in after that.
        return MemorySegment.ofAddress(address)
                .reinterpret(size, arena, pages -> munmap(pages.address(), size));
    }

    private static void munmap(long address, long size) {
        MemorySegment errno = captured();
        int result;
        try {
            // UNSAFETY: own() calls this once for each mapping, when no access can come any more.
            result = result((int) MUNMAP.invokeExact(errno, address, size), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
        if (result < 0) {
            throw new AssertionError(
                    "munmap of a mapping of our own", new ErrnoException("munmap", result));
        }
    }

    /** A file without a name, in memory; the name is for people. */
    static int memfdCreate(MemorySegment name) {
        Checks.terminated(name);
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the name has been checked for its end.
            return result(
                    (int) MEMFD_CREATE.invokeExact(errno, name, MFD_CLOEXEC | MFD_ALLOW_SEALING),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int ftruncate(int fd, long size) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) FTRUNCATE.invokeExact(errno, fd, size), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }
}
