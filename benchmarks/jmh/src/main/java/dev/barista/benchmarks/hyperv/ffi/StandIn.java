package dev.barista.benchmarks.hyperv.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.hyperv.ffi.GuidLayout;
import dev.barista.hyperv.ffi.HostLibrary;
import dev.barista.hyperv.ffi.Libraries;
import dev.barista.standins.StandInLibraries;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.UUID;

/** The stand-in for vmdevicehost.dll as a source of callbacks. */
@SuppressWarnings("restricted") // calling C, and being called, is what this package is for
public final class StandIn {
    private static final FunctionDescriptor READ =
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private final MemorySegment bare = bareCallback();
    private final MethodHandle reset = function("StandInHdvReset", FunctionDescriptor.ofVoid());
    private final MethodHandle ram =
            function("StandInHdvRam", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    private final MethodHandle storm =
            function(
                    "StandInHdvStorm",
                    FunctionDescriptor.of(
                            JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_INT));
    private final MethodHandle stormBare =
            function("StandInHdvStormBare", FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG));

    private StandIn() {}

    /** Loads the library, compiling it if need be; its machine is off and has this much RAM. */
    public static StandIn load(long ramBytes) {
        try {
            // On Windows whoever started this JVM has said where they are.
            System.setProperty(Libraries.FOLDER_PROPERTY, StandInLibraries.folder().toString());
        } catch (IOException e) {
            throw new IllegalStateException("no stand-in libraries", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        StandIn standIn = new StandIn();
        try {
            // UNSAFETY: no device is there, so nothing that is reset is in use.
            standIn.reset.invokeExact();
            // UNSAFETY: takes no pointer.
            int made = (int) standIn.ram.invokeExact(ramBytes, 0L);
            if (made == 0) {
                throw new IllegalStateException("no RAM of " + ramBytes + " bytes");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
        return standIn;
    }

    /** So many accesses of four bytes to BAR 0 in a row, on a thread of the library's. */
    public void access(MemorySegment device, boolean write, long offset, long count) {
        long failures;
        try {
            // UNSAFETY: the device is a GUID, and the library looks it up in its own list.
            failures = (long) storm.invokeExact(device, write ? 1 : 0, 0, offset, 4L, count, 1);
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
        if (failures != 0) {
            throw new IllegalStateException(failures + " accesses failed");
        }
    }

    /** So many calls of a callback with the same type, behind which there is nothing. */
    public void callBare(long count) {
        try {
            // UNSAFETY: the stub has the type that the library calls, and lives for ever.
            stormBare.invokeExact(bare, count);
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
    }

    /** A device's id for {@link #access}. */
    public static MemorySegment guid(UUID id) {
        return GuidLayout.allocate(id, Arena.global());
    }

    private static MemorySegment bareCallback() {
        try {
            // UNSAFETY: the method has this type, and throws nothing.
            return Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .findStatic(StandIn.class, "nothing", READ.toMethodType()),
                            READ,
                            Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("it is here", e);
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by the stub, with its type
    private static int nothing(long context, int bar, long offset, long length, long value) {
        return 0;
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        // UNSAFETY: the type is the function's in the stand-in's exports.h.
        return Linker.nativeLinker()
                .downcallHandle(
                        Libraries.ofThisProcess().find(HostLibrary.DEVICE_HOST, name).orElseThrow(),
                        type);
    }
}
