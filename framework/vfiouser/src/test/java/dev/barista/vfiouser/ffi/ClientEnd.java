package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's end of one connection after another, without waiting: what is sent must find room.
 * Thread-safe.
 */
public final class ClientEnd implements AutoCloseable {
    private static final int SHUT_WR = 1;
    private static final MethodHandle SHUTDOWN =
            LibC.function("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);

    private final Envelope outgoing = new Envelope(Arena.ofAuto());
    private final Envelope incoming = new Envelope(Arena.ofAuto());
    private final List<Fd> received = new ArrayList<>();
    private @Nullable Fd fd;

    /** Takes the client's end of a connection over, in the place of the one before. */
    public synchronized void open(Fd fd) {
        close();
        this.fd = fd;
    }

    /**
     * Sends with one call, if there is room.
     *
     * @return how many bytes, or an error number negated
     */
    public synchronized int send(MemorySegment bytes, long offset, long length, Fd... fds) {
        outgoing.carry(bytes.address() + offset, length, fds);
        return SocketCalls.sendmsg(
                number(), outgoing.msghdr, SocketCalls.MSG_NOSIGNAL | SocketCalls.MSG_DONTWAIT);
    }

    /** Says that nothing more is sent; the server can go on sending. */
    public synchronized void endSending() {
        MemorySegment errno = LibC.captured();
        try {
            // UNSAFETY: takes no pointer.
            int result = (int) SHUTDOWN.invokeExact(errno, number(), SHUT_WR);
            if (result < 0) {
                throw new AssertionError("shutdown: " + LibC.result(result, errno));
            }
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            throw LibC.impossible(e);
        }
    }

    /**
     * Receives what is there; descriptors that come along are kept until the end.
     *
     * @return how many bytes, 0 at the end, or an error number negated
     */
    public synchronized int receive(MemorySegment buffer) {
        if (fd == null) {
            return 0;
        }
        incoming.awaitBytes(buffer.address(), buffer.byteSize());
        int result =
                SocketCalls.recvmsg(
                        number(),
                        incoming.msghdr,
                        SocketCalls.MSG_CMSG_CLOEXEC | SocketCalls.MSG_DONTWAIT);
        if (result > 0 && incoming.hasControl()) {
            received.addAll(List.of(incoming.rights()));
        }
        return result;
    }

    @Override
    public synchronized void close() {
        if (fd != null) {
            fd.close();
            fd = null;
            received.forEach(Fd::close);
            received.clear();
        }
    }

    private int number() {
        if (fd == null) {
            throw new IllegalStateException("no connection is open");
        }
        return fd.number();
    }
}
