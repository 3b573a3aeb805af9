package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * The messages of one connection in their order, each with the descriptors that came with it.
 *
 * <p>One receive takes whatever has arrived: a message, a part of one, or many. Messages are read
 * where they lie:
 *
 * <pre>
 *   0        head                               tail          capacity
 *   +--------+-----------------+----------------+-------------+
 *   | read   | current message | more messages, | room        |
 *   |        |                 | or a part      |             |
 *   +--------+-----------------+----------------+-------------+
 * </pre>
 */
final class Inbox {
    /** Below this much room at the end, what is unread moves to the beginning first. */
    private static final int LEAST_ROOM = 4096;

    private record Arrival(long position, List<Fd> fds, boolean someLost) {}

    private final MessageSocket socket;
    private final MemorySegment buffer;

    /** How long to look for bytes before sleeping. */
    private final long spinNanos;

    private long head;
    private long tail;

    /** How many bytes of the stream lie before {@link #head}. */
    private long headPosition;

    private final MessageHeader header = new MessageHeader();
    private int size;

    /** Descriptors of messages after the current one, in order. */
    private final Queue<Arrival> arrivals = new ArrayDeque<>();

    /** Descriptors of the current message; null where one has been taken. */
    private final List<@Nullable Fd> fds = new ArrayList<>();

    private boolean fdsLost;

    Inbox(MessageSocket socket, MemorySegment buffer, WaitPolicy waiting) {
        this.socket = socket;
        this.buffer = buffer;
        this.spinNanos = spinNanos(waiting);
    }

    /**
     * Goes on to the next message, and waits for it.
     *
     * @return false if the client has closed the connection
     * @throws MalformedMessageException if the message's size can't be, so that nobody knows where
     *     the next one begins; its header can be asked for
     * @throws ErrnoException if the connection is broken
     */
    boolean next() throws MalformedMessageException, ErrnoException {
        head += size;
        headPosition += size;
        size = 0;
        while (true) {
            long available = tail - head;
            int needed = MessageHeader.SIZE;
            if (available >= needed) {
                header.wrap(buffer, head);
                needed = header.messageSize();
                if (needed < MessageHeader.SIZE || needed > Limits.MAX_MESSAGE_SIZE) {
                    throw new MalformedMessageException(
                            "a message of %s bytes".formatted(Integer.toUnsignedString(needed)));
                }
                if (available >= needed) {
                    size = needed;
                    claimFds();
                    return true;
                }
            }
            if (!receive(needed)) {
                return false;
            }
        }
    }

    /** Whether {@link #header} is that of a message, which need not be whole. */
    boolean hasHeader() {
        return tail - head >= MessageHeader.SIZE;
    }

    /** The current message's header. */
    MessageHeader header() {
        return header;
    }

    /** What holds the current message. */
    MemorySegment segment() {
        return buffer;
    }

    /** Where the current message's payload begins. */
    long payload() {
        return head + MessageHeader.SIZE;
    }

    /** Bytes of the current message's payload. */
    int payloadLength() {
        return size - MessageHeader.SIZE;
    }

    /** How many descriptors came with the current message. */
    int fdCount() {
        return fds.size();
    }

    /** Whether some came that this process had no room for. */
    boolean hasLostFds() {
        return fdsLost;
    }

    /** A descriptor of the current message, which the caller owns from now on. */
    Fd takeFd(int index) {
        Fd fd = fds.set(index, null);
        if (fd == null) {
            throw new IllegalStateException("descriptor " + index + " has been taken already");
        }
        return fd;
    }

    /** Closes those descriptors of the current message that nobody has taken. */
    void closeFds() {
        if (!fds.isEmpty()) {
            for (Fd fd : fds) {
                if (fd != null) {
                    fd.close();
                }
            }
            fds.clear();
        }
    }

    /** Closes all descriptors that nobody has taken. */
    void close() {
        closeFds();
        arrivals.forEach(Inbox::closeAll);
        arrivals.clear();
    }

    /** Receives what there is, at least one byte, with room for a message of {@code needed}. */
    private boolean receive(int needed) throws MalformedMessageException, ErrnoException {
        if (fdsUnderWay() > Limits.MAX_MSG_FDS) {
            throw new MalformedMessageException("a message with " + fdsUnderWay() + " descriptors");
        }
        makeRoom(needed);
        int result = receiveSome();
        if (result <= 0) {
            if (result == 0 || result == -Errno.ECONNRESET) {
                return false;
            }
            throw new ErrnoException("recvmsg", result);
        }
        tail += result;
        Fd[] arrived = socket.takeFds();
        boolean lost = socket.takeFdsLost();
        if (arrived.length > 0 || lost) {
            arrivals.add(new Arrival(headPosition + (tail - head), List.of(arrived), lost));
        }
        return true;
    }

    private int receiveSome() {
        long room = buffer.byteSize() - tail;
        if (spinNanos > 0) {
            long start = System.nanoTime();
            do {
                int result = socket.receive(buffer, tail, room, false);
                if (result != -Errno.EAGAIN) {
                    return result;
                }
                Thread.onSpinWait();
            } while (System.nanoTime() - start < spinNanos);
        }
        return socket.receive(buffer, tail, room, true);
    }

    private static long spinNanos(WaitPolicy waiting) {
        return switch (waiting) {
            case WaitPolicy.Block() -> 0;
            case WaitPolicy.SpinThenBlock(Duration spin) -> spin.toNanos();
            case WaitPolicy.Spin() -> Long.MAX_VALUE;
        };
    }

    /** Descriptors of a message that is not whole yet: nothing else is received before it is. */
    private int fdsUnderWay() {
        int count = 0;
        for (Arrival arrival : arrivals) {
            count += arrival.fds.size();
        }
        return count;
    }

    private void makeRoom(int needed) {
        if (head == tail) {
            head = 0;
            tail = 0;
        } else if (head + needed > buffer.byteSize() || buffer.byteSize() - tail < LEAST_ROOM) {
            MemorySegment.copy(buffer, head, buffer, 0, tail - head);
            tail -= head;
            head = 0;
        }
    }

    /** Makes those descriptors the current message's that came with its bytes. */
    private void claimFds() {
        fdsLost = false;
        while (true) {
            Arrival arrival = arrivals.peek();
            if (arrival == null || arrival.position > headPosition + size) {
                return;
            }
            arrivals.remove();
            fds.addAll(arrival.fds);
            fdsLost |= arrival.someLost;
        }
    }

    private static void closeAll(Arrival arrival) {
        arrival.fds.forEach(Fd::close);
    }
}
