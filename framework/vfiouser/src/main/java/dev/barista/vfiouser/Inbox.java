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

    /** How many descriptors may wait with messages that {@link #readAhead} has received. */
    private static final int MOST_FDS_AHEAD = 16 * Limits.MAX_MSG_FDS;

    private final MessageSocket socket;
    private MemorySegment buffer;

    /** Where messages are received while the current one must stay where it is. */
    private MemorySegment spare;

    /** Whether what follows the current message is in the {@link #spare}, from its beginning. */
    private boolean ahead;

    private long aheadTail;

    /** Up to here the {@link #spare} has whole messages that are no replies. */
    private long aheadSeen;

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

    /**
     * The messages that come through a socket.
     *
     * @param pages what holds them; half of it must have room for the largest
     */
    Inbox(MessageSocket socket, MemorySegment pages, WaitPolicy waiting) {
        this.socket = socket;
        this.buffer = pages.asSlice(0, pages.byteSize() / 2);
        this.spare = pages.asSlice(pages.byteSize() / 2);
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
        if (ahead) {
            turnToWhatIsAhead();
        }
        while (true) {
            long available = tail - head;
            int needed = MessageHeader.SIZE;
            if (available >= needed) {
                needed = sizeOf(header.wrap(buffer, head));
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

    /**
     * Receives while the current message stays where it is: replies are taken, other messages wait
     * for {@link #next}. May be called by another thread while the one that serves the connection
     * does not use this object.
     *
     * @param replies takes replies
     * @param ready waited for if nothing is there yet
     * @return false if the client has closed the connection
     * @throws MalformedMessageException if the next message can't be found, a reply is refused, or
     *     so many messages wait that there is no room for a reply
     * @throws ErrnoException if the connection is broken
     */
    boolean readAhead(ReplyTaker replies, Wait ready)
            throws MalformedMessageException, ErrnoException {
        if (!ahead) {
            aheadTail = tail - head - size;
            MemorySegment.copy(buffer, head + size, spare, 0, aheadTail);
            tail = head + size;
            aheadSeen = 0;
            ahead = true;
        }
        if (takeReplies(replies)) {
            return true;
        }
        if (aheadTail == spare.byteSize() || fdsUnderWay() > MOST_FDS_AHEAD) {
            throw new MalformedMessageException("a client that sends on instead of answering");
        }
        ready.await();
        int result = socket.receive(spare, aheadTail, spare.byteSize() - aheadTail, false);
        if (result == -Errno.EAGAIN) {
            return true;
        }
        if (result <= 0) {
            return isOver(result);
        }
        aheadTail += result;
        keepFds(headPosition + size + aheadTail);
        takeReplies(replies);
        return true;
    }

    /** Takes a reply that somebody waits for. */
    interface ReplyTaker {
        void take(MessageHeader header, MemorySegment segment, long payload, int length)
                throws MalformedMessageException;
    }

    /** Waits for the socket, or for as long as there is time. */
    interface Wait {
        void await() throws ErrnoException;
    }

    /** Takes the replies out of what is ahead; answers whether there were any. */
    private boolean takeReplies(ReplyTaker replies) throws MalformedMessageException {
        boolean any = false;
        while (aheadTail - aheadSeen >= MessageHeader.SIZE) {
            MessageHeader next = new MessageHeader().wrap(spare, aheadSeen);
            int length = sizeOf(next);
            if (aheadTail - aheadSeen < length) {
                break;
            }
            if ((next.flags() & MessageHeader.TYPE_MASK) == MessageHeader.TYPE_REPLY) {
                int payload = length - MessageHeader.SIZE;
                replies.take(next, spare, aheadSeen + MessageHeader.SIZE, payload);
                removeAhead(length);
                any = true;
            } else {
                aheadSeen += length;
            }
        }
        return any;
    }

    /** Removes a message with its descriptors from what is ahead. */
    private void removeAhead(int length) {
        long rest = aheadTail - aheadSeen - length;
        MemorySegment.copy(spare, aheadSeen + length, spare, aheadSeen, rest);
        aheadTail -= length;
        long start = headPosition + size + aheadSeen;
        for (int i = arrivals.size(); i > 0; i--) {
            Arrival arrival = arrivals.remove();
            if (arrival.position <= start) {
                arrivals.add(arrival);
            } else if (arrival.position <= start + length) {
                closeAll(arrival);
            } else {
                arrivals.add(new Arrival(arrival.position - length, arrival.fds, arrival.someLost));
            }
        }
    }

    private void turnToWhatIsAhead() {
        MemorySegment read = buffer;
        buffer = spare;
        spare = read;
        head = 0;
        tail = aheadTail;
        ahead = false;
    }

    /** The size of a message, if it can be one. */
    private static int sizeOf(MessageHeader header) throws MalformedMessageException {
        int size = header.messageSize();
        if (size < MessageHeader.SIZE || size > Limits.MAX_MESSAGE_SIZE) {
            throw new MalformedMessageException(
                    "a message of %s bytes".formatted(Integer.toUnsignedString(size)));
        }
        return size;
    }

    /** Receives what there is, at least one byte, with room for a message of {@code needed}. */
    private boolean receive(int needed) throws MalformedMessageException, ErrnoException {
        if (fdsUnderWay() > Limits.MAX_MSG_FDS) {
            throw new MalformedMessageException("a message with " + fdsUnderWay() + " descriptors");
        }
        makeRoom(needed);
        int result = receiveSome();
        if (result <= 0) {
            return isOver(result);
        }
        tail += result;
        keepFds(headPosition + (tail - head));
        return true;
    }

    /** Answers false if the client has closed the connection; it is broken otherwise. */
    private static boolean isOver(int result) throws ErrnoException {
        if (result == 0 || result == -Errno.ECONNRESET) {
            return false;
        }
        throw new ErrnoException("recvmsg", result);
    }

    /** Remembers descriptors that came with the bytes before a position. */
    private void keepFds(long position) {
        Fd[] arrived = socket.takeFds();
        boolean lost = socket.takeFdsLost();
        if (arrived.length > 0 || lost) {
            arrivals.add(new Arrival(position, List.of(arrived), lost));
        }
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
