package dev.barista.benchmarks.memory.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/** The C library's {@code memcpy}, called the cheapest way there is. */
public final class LibraryCopy {
    private static final MethodHandle MEMCPY = link();

    private LibraryCopy() {}

    @SuppressWarnings("restricted") // calling C is what this package is for
    private static MethodHandle link() {
        Linker linker = Linker.nativeLinker();
        // UNSAFETY: memcpy(void *, const void *, size_t) neither blocks nor calls back, as a
        // critical
        // call must not; its result is the destination again, and left out.
        return linker.downcallHandle(
                linker.defaultLookup().find("memcpy").orElseThrow(),
                FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG),
                Linker.Option.critical(false));
    }

    /** Copies all of {@code source}; both are native, and the destination is not shorter. */
    public static void copy(MemorySegment source, MemorySegment destination) {
        Objects.checkFromIndexSize(0, source.byteSize(), destination.byteSize());
        try {
            // UNSAFETY: both ranges are inside of segments that are alive during the call.
            MEMCPY.invokeExact(destination, source, source.byteSize());
        } catch (Throwable e) {
            throw new AssertionError("memcpy throws nothing", e);
        }
    }
}
