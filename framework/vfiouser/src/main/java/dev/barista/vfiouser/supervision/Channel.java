package dev.barista.vfiouser.supervision;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames over a socket. One thread at a time writes and sends, one at a time receives; they may be
 * different ones. A frame that has been received is valid until the next is.
 */
final class Channel implements AutoCloseable {
    private static final int SMALLEST = 4096;
    private static final int LARGEST = 1 << 30;

    private final MessageSocket socket;
    private MemorySegment out = allocate(SMALLEST);
    private MemorySegment in = allocate(SMALLEST);
    private int written;
    private int read;
    private final List<Fd> fds = new ArrayList<>();

    Channel(MessageSocket socket) {
        this.socket = socket;
    }

    MessageSocket socket() {
        return socket;
    }

    /** Begins a frame. */
    Channel begin(int kind, long revision) {
        out.set(JAVA_INT_UNALIGNED, Frame.KIND, kind);
        out.set(JAVA_LONG_UNALIGNED, Frame.REVISION, revision);
        written = Frame.HEADER;
        return this;
    }

    Channel putInt(int value) {
        reserve(Integer.BYTES);
        out.set(JAVA_INT_UNALIGNED, written, value);
        written += Integer.BYTES;
        return this;
    }

    Channel putLong(long value) {
        reserve(Long.BYTES);
        out.set(JAVA_LONG_UNALIGNED, written, value);
        written += Long.BYTES;
        return this;
    }

    Channel putBytes(byte[] bytes) {
        reserve(bytes.length);
        MemorySegment.copy(bytes, 0, out, JAVA_BYTE, written, bytes.length);
        written += bytes.length;
        return this;
    }

    /** Sends the frame that was begun. */
    void send(Fd... with) throws ErrnoException {
        out.set(JAVA_INT_UNALIGNED, Frame.LENGTH, written - Frame.HEADER);
        int result = with.length == 0 ? socket.send(out, written) : socket.send(out, written, with);
        if (result < 0) {
            throw new ErrnoException("send", result);
        }
    }

    /**
     * Waits for the next frame.
     *
     * @return false if the other end is gone
     */
    boolean receive() {
        closeFds();
        if (!fill(0, Frame.HEADER)) {
            return false;
        }
        int length = in.get(JAVA_INT_UNALIGNED, Frame.LENGTH);
        if (length < 0 || length > LARGEST) {
            return false;
        }
        if (Frame.HEADER + length > in.byteSize()) {
            in = grown(in, Frame.HEADER, Frame.HEADER + length);
        }
        read = Frame.HEADER;
        return fill(Frame.HEADER, Frame.HEADER + length);
    }

    /** What the frame that was received is. */
    int kind() {
        return in.get(JAVA_INT_UNALIGNED, Frame.KIND);
    }

    long revision() {
        return in.get(JAVA_LONG_UNALIGNED, Frame.REVISION);
    }

    /** Bytes of it that have not been read. */
    int remaining() {
        return Frame.HEADER + in.get(JAVA_INT_UNALIGNED, Frame.LENGTH) - read;
    }

    int getInt() {
        int value = in.get(JAVA_INT_UNALIGNED, read);
        read += Integer.BYTES;
        return value;
    }

    long getLong() {
        long value = in.get(JAVA_LONG_UNALIGNED, read);
        read += Long.BYTES;
        return value;
    }

    /** All bytes that have not been read. */
    byte[] getBytes() {
        byte[] bytes = in.asSlice(read, remaining()).toArray(JAVA_BYTE);
        read += bytes.length;
        return bytes;
    }

    /** The first descriptor that came with the frame; the caller owns it. */
    Fd takeFd() {
        return fds.removeFirst();
    }

    /** Ends the connection: whoever waits in a call comes back from it. */
    void shutdown() {
        socket.shutdown();
    }

    @Override
    public void close() {
        closeFds();
        socket.close();
    }

    private boolean fill(int from, int to) {
        int at = from;
        while (at < to) {
            int result = socket.receive(in, at, to - at, true);
            fds.addAll(List.of(socket.takeFds()));
            if (result <= 0) {
                return false;
            }
            at += result;
        }
        return true;
    }

    private void closeFds() {
        fds.forEach(Fd::close);
        fds.clear();
    }

    private void reserve(int bytes) {
        if (written + bytes > out.byteSize()) {
            out = grown(out, written, written + bytes);
        }
    }

    private static MemorySegment grown(MemorySegment full, int used, int needed) {
        MemorySegment larger = allocate(Math.max(needed, 2 * (int) full.byteSize()));
        MemorySegment.copy(full, 0, larger, 0, used);
        return larger;
    }

    private static MemorySegment allocate(int size) {
        return Arena.ofAuto().allocate(size, Long.BYTES);
    }
}
