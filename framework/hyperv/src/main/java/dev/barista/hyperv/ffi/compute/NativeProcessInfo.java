package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.compute.ComputeTypes.PROCESS_INFORMATION;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.offset;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.ffi.KernelHandle;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * A copy of an {@code HCS_PROCESS_INFORMATION}. The streams are the caller's to close; one that the
 * process's parameters did not ask for is null.
 *
 * @param processId unsigned
 * @param input what the process reads
 * @param output what it writes
 * @param error what it complains about
 */
public record NativeProcessInfo(
        int processId,
        @Nullable KernelHandle input,
        @Nullable KernelHandle output,
        @Nullable KernelHandle error)
        implements AutoCloseable {
    /** Of an operation that has none. */
    public static final NativeProcessInfo NONE = new NativeProcessInfo(0, null, null, null);

    static NativeProcessInfo take(MemorySegment information) {
        return new NativeProcessInfo(
                information.get(JAVA_INT, offset(PROCESS_INFORMATION, "ProcessId")),
                stream(information, "StdInput"),
                stream(information, "StdOutput"),
                stream(information, "StdError"));
    }

    private static @Nullable KernelHandle stream(MemorySegment information, String member) {
        return KernelHandle.adopt(information.get(ADDRESS, offset(PROCESS_INFORMATION, member)));
    }

    /** Closes all streams. */
    @Override
    public void close() {
        for (KernelHandle stream : new @Nullable KernelHandle[] {input, output, error}) {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
