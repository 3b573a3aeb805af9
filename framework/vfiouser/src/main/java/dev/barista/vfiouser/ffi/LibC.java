package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Finds functions of the C library, and tells their results from their errors. */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class LibC {
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CAPTURE.byteOffset(PathElement.groupElement("errno"));

    /** Where calls leave their error number; one for each thread, so that no call allocates. */
    private static final ThreadLocal<MemorySegment> CAPTURED =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURE));

    private LibC() {}

    /**
     * A function that sets {@code errno}. Its handle takes {@link #captured} before the arguments.
     */
    static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return function(name, FunctionDescriptor.of(result, arguments));
    }

    /** A function {@code int name(a, b, ...)} of which only the named arguments are given. */
    static MethodHandle variadicFunction(String name, MemoryLayout... named) {
        return variadicFunction(name, named.length, named);
    }

    /** A function {@code int name(a, b, ...)} with some arguments behind its named ones. */
    static MethodHandle variadicFunction(String name, int named, MemoryLayout... arguments) {
        return function(
                name,
                FunctionDescriptor.of(JAVA_INT, arguments),
                Linker.Option.firstVariadicArg(named));
    }

    private static MethodHandle function(
            String name, FunctionDescriptor type, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        Linker linker = Linker.nativeLinker();
        MemorySegment address =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(
                                () ->
                                        new UnsupportedOperationException(
                                                "this system's C library has no " + name + "()"));
        // UNSAFETY: `type` is the function's prototype as POSIX or the Linux manual pages give it,
        // with C's types as they are on 64-bit Linux.
        return linker.downcallHandle(address, type, all);
    }

    /** The calling thread's place for {@code errno}. */
    static MemorySegment captured() {
        return CAPTURED.get();
    }

    /** A result, or the error number negated where the result is negative. */
    static int result(int result, MemorySegment captured) {
        return result >= 0 ? result : -captured.get(JAVA_INT, ERRNO);
    }

    /** A result, or the error number negated where the result is negative. */
    static long result(long result, MemorySegment captured) {
        return result >= 0 ? result : -captured.get(JAVA_INT, ERRNO);
    }

    /** What a handle of {@link #function} can't throw. */
    static AssertionError impossible(Throwable cause) {
        return new AssertionError("a call of a C function threw", cause);
    }
}
