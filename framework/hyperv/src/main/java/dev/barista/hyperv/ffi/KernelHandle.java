package dev.barista.hyperv.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.error.HResult;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;

/** A {@code HANDLE} that this object owns: a pipe, a file, a disk. Thread-safe. */
public final class KernelHandle implements AutoCloseable {
    private static final long EVENT =
            KernelCalls.OVERLAPPED.byteOffset(PathElement.groupElement("hEvent"));

    /** One transfer's largest part; a longer one takes several. */
    private static final int CHUNK = 64 << 10;

    private final NativeHandle handle;

    private KernelHandle(NativeHandle handle) {
        this.handle = handle;
    }

    /** Takes a handle over; null if it is none. */
    public static @Nullable KernelHandle adopt(MemorySegment value) {
        if (value.address() == 0 || value.address() == -1) {
            return null;
        }
        return new KernelHandle(NativeHandle.adopt("HANDLE", value, KernelCalls::closeHandle));
    }

    /**
     * Opens a file that exists.
     *
     * @param access rights, as {@code CreateFileW} takes them
     * @param share what others may do meanwhile
     * @param flags attributes and flags
     */
    public static KernelHandle openFile(String path, int access, int share, int flags)
            throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            KernelCalls.Opened opened =
                    KernelCalls.openFile(WideString.allocate(path, arena), access, share, flags);
            KernelHandle handle = adopt(opened.handle());
            if (handle == null) {
                throw failure("CreateFileW " + path, opened.error());
            }
            return handle;
        }
    }

    /** What others call it with; in use as any {@link NativeHandle}. */
    public NativeHandle handle() {
        return handle;
    }

    /**
     * Reads at least one byte, as far as there is one; waits for it.
     *
     * @return how many; -1 at the end
     */
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.min(length, CHUNK));
            Transfer done = transfer(arena, buffer, KernelCalls::read);
            switch (done.error()) {
                case 0 -> {}
                case KernelCalls.ERROR_BROKEN_PIPE,
                        KernelCalls.ERROR_NO_DATA,
                        KernelCalls.ERROR_HANDLE_EOF -> {
                    return -1;
                }
                default -> throw failure("ReadFile", done.error());
            }
            if (done.count() < 0 || done.count() > buffer.byteSize()) {
                throw new IOException(
                        "ReadFile says it has read "
                                + Integer.toUnsignedString(done.count())
                                + " bytes into "
                                + buffer.byteSize());
            }
            MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, offset, done.count());
            return done.count() == 0 ? -1 : done.count();
        }
    }

    /** Writes all of it; waits until it is written. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, Math.min(length, CHUNK)));
            for (int written = 0; written < length; ) {
                int part = Math.min(CHUNK, length - written);
                MemorySegment.copy(bytes, offset + written, buffer, JAVA_BYTE, 0, part);
                Transfer done = transfer(arena, buffer.asSlice(0, part), KernelCalls::write);
                if (done.error() != 0) {
                    throw failure("WriteFile", done.error());
                }
                if (done.count() <= 0 || done.count() > part) {
                    throw new IOException(
                            "WriteFile says it has written "
                                    + Integer.toUnsignedString(done.count())
                                    + " bytes of "
                                    + part);
                }
                written += done.count();
            }
        }
    }

    /**
     * One transfer. The pipes of a process may be such that a transfer only starts: then its end is
     * waited for (by documentation; the memory must live until then).
     */
    private Transfer transfer(Arena arena, MemorySegment buffer, Start start) throws IOException {
        MemorySegment value;
        try {
            value = handle.acquire();
        } catch (IllegalStateException closed) {
            throw new IOException("the stream is closed", closed);
        }
        MemorySegment event = KernelCalls.createEvent();
        try {
            if (event.address() == 0) {
                throw new IOException("Windows could not allocate an event");
            }
            MemorySegment count = arena.allocate(JAVA_INT);
            MemorySegment overlapped = arena.allocate(KernelCalls.OVERLAPPED);
            overlapped.set(ADDRESS, EVENT, event);
            int result = start.start(value, buffer, count, overlapped);
            if (result == -KernelCalls.ERROR_IO_PENDING) {
                result = KernelCalls.overlappedResult(value, overlapped, count);
            }
            return new Transfer(-result, count.get(JAVA_INT, 0));
        } finally {
            if (event.address() != 0) {
                KernelCalls.closeHandle(event);
            }
            handle.release();
        }
    }

    private static IOException failure(String what, int error) {
        return new IOException(what + ": " + HResult.of(HResult.ofWin32(error)));
    }

    /** Closes it. A transfer that waits is ended first, where the system can do that. */
    @Override
    public synchronized void close() {
        if (handle.isClosed()) {
            return;
        }
        MemorySegment value = handle.acquire();
        try {
            handle.close();
            KernelCalls.cancelTransfers(value);
        } finally {
            handle.release();
        }
    }

    /** Starts a transfer; answers 0 or an error negated. */
    private interface Start {
        int start(
                MemorySegment handle,
                MemorySegment buffer,
                MemorySegment count,
                MemorySegment overlapped);
    }

    /** How a transfer has ended. */
    private record Transfer(int error, int count) {}
}
