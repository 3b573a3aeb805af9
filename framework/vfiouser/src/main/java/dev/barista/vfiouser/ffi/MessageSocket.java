package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One end of a connection that carries bytes and file descriptors.
 *
 * <p>One thread at a time receives and one at a time sends; they may be different ones. {@link
 * #shutdown} and {@link #peerHasHungUp} may be called by any thread at any time. {@link #close} may
 * not be called while another thread receives or sends: shut down first, which ends that.
 */
public final class MessageSocket implements AutoCloseable {
    /** The most descriptors that the kernel passes with one message (SCM_MAX_FD). */
    public static final int MAX_FDS = 253;

    private static final Fd[] NO_FDS = {};

    private final Fd fd;

    /** Left to the collector: to close a shared arena stops all threads of the process. */
    private final Arena arena = Arena.ofAuto();

    private final Envelope incoming = new Envelope(arena);
    private final Envelope outgoing = new Envelope(arena);
    private final MemorySegment pollfd = arena.allocate(Structs.POLLFD);

    private Fd[] received = NO_FDS;
    private boolean fdsLost;

    MessageSocket(Fd fd) {
        this.fd = fd;
    }

    /**
     * Connects to a listening socket.
     *
     * @throws ErrnoException {@link Errno#ECONNREFUSED} if nobody listens there
     */
    public static MessageSocket connect(Path path) throws ErrnoException {
        int number = SocketCalls.unixStreamSocket(0);
        if (number < 0) {
            throw new ErrnoException("socket", number);
        }
        Fd fd = new Fd(number);
        try (Arena arena = Arena.ofConfined()) {
            int result = SocketCalls.connect(number, UnixAddress.of(path, arena));
            if (result < 0) {
                throw new ErrnoException("connect", result);
            }
            return new MessageSocket(fd);
        } catch (ErrnoException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /**
     * Two ends of a connection.
     *
     * @param ours stays here
     * @param theirs to be sent to a peer, and closed here then
     */
    public record Pair(MessageSocket ours, Fd theirs) {}

    /** Makes a connection with both its ends. */
    public static Pair pair() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, 2);
            int result = SocketCalls.unixStreamPair(numbers);
            if (result < 0) {
                throw new ErrnoException("socketpair", result);
            }
            return new Pair(
                    new MessageSocket(new Fd(numbers.getAtIndex(JAVA_INT, 0))),
                    new Fd(numbers.getAtIndex(JAVA_INT, 1)));
        }
    }

    /** One end of a connection that a peer has sent; takes the descriptor over. */
    public static MessageSocket adopt(Fd fd) {
        return new MessageSocket(fd);
    }

    /**
     * Receives what is there, up to {@code length} bytes. Descriptors that came along are taken
     * with {@link #takeFds} before the next call; they came with the message that the last of these
     * bytes belongs to.
     *
     * @param wait whether to wait for a first byte
     * @return how many bytes; 0 if the peer has closed; an error number negated, {@link
     *     Errno#EAGAIN} if there is nothing and no wait
     */
    public int receive(MemorySegment buffer, long offset, long length, boolean wait) {
        Objects.checkFromIndexSize(offset, length, buffer.byteSize());
        closeAll(takeFds());
        int flags = SocketCalls.MSG_CMSG_CLOEXEC | (wait ? 0 : SocketCalls.MSG_DONTWAIT);
        incoming.awaitBytes(buffer.address() + offset, length);
        int result;
        do {
            result = SocketCalls.recvmsg(fd.number(), incoming.msghdr, flags);
        } while (result == -Errno.EINTR);
        if (result > 0 && incoming.hasControl()) {
            received = incoming.rights();
            fdsLost = incoming.isTruncated();
        }
        return result;
    }

    /** The descriptors that came with the last {@link #receive}; the caller owns them from now. */
    public Fd[] takeFds() {
        Fd[] taken = received;
        received = NO_FDS;
        return taken;
    }

    /**
     * Whether descriptors came with the last {@link #receive} that this process had no room for;
     * asking clears it.
     */
    public boolean takeFdsLost() {
        boolean lost = fdsLost;
        fdsLost = false;
        return lost;
    }

    /**
     * Sends the first {@code length} bytes, all of them, and waits for room as long as it takes.
     *
     * @return 0, or an error number negated: {@link Errno#EPIPE} if nobody will read them
     */
    public int send(MemorySegment bytes, long length) {
        return sendFrom(bytes, 0, length);
    }

    /**
     * Sends as {@link #send(MemorySegment, long)}, with descriptors, which the peer gets copies of.
     */
    public int send(MemorySegment bytes, long length, Fd... fds) {
        Objects.checkFromIndexSize(0, length, bytes.byteSize());
        outgoing.carry(bytes.address(), length, fds);
        int sent;
        do {
            sent = SocketCalls.sendmsg(fd.number(), outgoing.msghdr, SocketCalls.MSG_NOSIGNAL);
        } while (sent == -Errno.EINTR);
        return sent < 0 ? sent : sendFrom(bytes, sent, length);
    }

    /**
     * Sends what there is room for, without waiting.
     *
     * @return how many bytes; an error number negated, {@link Errno#EAGAIN} if there is no room
     */
    public int sendSome(MemorySegment bytes, long offset, long length) {
        int result;
        do {
            result =
                    SocketCalls.send(
                            fd.number(),
                            bytes.asSlice(offset, length),
                            length,
                            SocketCalls.MSG_NOSIGNAL | SocketCalls.MSG_DONTWAIT);
        } while (result == -Errno.EINTR);
        return result;
    }

    /** Ends the connection in both directions: whoever waits in a call comes back from it. */
    public void shutdown() {
        synchronized (fd) {
            if (!fd.isClosed()) {
                SocketCalls.shutdown(fd.number());
            }
        }
    }

    /** Whether the peer has closed its end, so that no request can be outstanding any more. */
    public boolean peerHasHungUp() {
        synchronized (fd) {
            if (fd.isClosed()) {
                return true;
            }
            PollSet.fill(pollfd, 0, fd.number(), FileCalls.POLLRDHUP);
            return FileCalls.poll(pollfd, 1, 0) != 0;
        }
    }

    @Override
    public void close() {
        synchronized (fd) {
            if (fd.isClosed()) {
                return;
            }
            fd.close();
        }
        closeAll(takeFds());
    }

    Fd fd() {
        return fd;
    }

    private int sendFrom(MemorySegment bytes, long start, long length) {
        long sent = start;
        while (sent < length) {
            MemorySegment rest = sent == 0 ? bytes : bytes.asSlice(sent);
            int result =
                    SocketCalls.send(fd.number(), rest, length - sent, SocketCalls.MSG_NOSIGNAL);
            if (result >= 0) {
                sent += result;
            } else if (result != -Errno.EINTR) {
                return result;
            }
        }
        return 0;
    }

    private static void closeAll(Fd[] fds) {
        for (Fd each : fds) {
            each.close();
        }
    }
}
