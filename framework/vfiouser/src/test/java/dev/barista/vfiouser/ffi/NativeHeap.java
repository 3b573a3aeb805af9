package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** What this process has allocated with {@code malloc}. */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
public final class NativeHeap {
    private static final StructLayout MALLINFO2 =
            MemoryLayout.structLayout(
                    MemoryLayout.sequenceLayout(7, JAVA_LONG).withName("arena to fsmblks"),
                    JAVA_LONG.withName("uordblks"),
                    MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("fordblks and keepcost"));

    private NativeHeap() {}

    /** Bytes in use. */
    public static long bytesInUse() {
        // UNSAFETY: `struct mallinfo2 mallinfo2(void)` of ten size_t, since glibc 2.33.
        MethodHandle mallinfo2 =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker()
                                        .defaultLookup()
                                        .find("mallinfo2")
                                        .orElseThrow(),
                                FunctionDescriptor.of(MALLINFO2));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo2.invokeExact((SegmentAllocator) arena);
            return info.get(
                    JAVA_LONG,
                    MALLINFO2.byteOffset(MemoryLayout.PathElement.groupElement("uordblks")));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
