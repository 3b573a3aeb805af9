package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a server sends to a client, checked against what the client has said: an answer to each
 * command that wants one, in their order, and commands that a server may send.
 */
final class Answers {
    /** EHWPOISON. */
    private static final int HIGHEST_ERRNO = 133;

    private record Asked(int id, int command, boolean whole) {}

    private final Queue<Asked> asked = new ArrayDeque<>();
    private final ByteBuffer header =
            ByteBuffer.allocate(MessageHeader.SIZE).order(ByteOrder.nativeOrder());

    /** Whether all of {@link #asked} must be answered, unless something comes between. */
    private boolean allAnswered;

    private boolean first = true;

    /** Bytes of the current message that are still to come after its header. */
    private long rest;

    /** The first that was wrong; told at the end, because answers are taken by several threads. */
    private @Nullable String wrong;

    /** The answers that there can be to all that a client says. */
    Answers(ClientScript script) {
        allAnswered = !script.wantsTwin();
        ByteBuffer bytes = ByteBuffer.wrap(script.bytes()).order(ByteOrder.nativeOrder());
        while (bytes.remaining() >= MessageHeader.SIZE) {
            int start = bytes.position();
            int size = bytes.getInt(start + 4);
            int flags = bytes.getInt(start + 8);
            boolean legal = size >= MessageHeader.SIZE && size <= Limits.MAX_MESSAGE_SIZE;
            boolean whole = legal && size <= bytes.remaining();
            if ((flags & (MessageHeader.TYPE_MASK | MessageHeader.NO_REPLY)) == 0) {
                asked.add(
                        new Asked(
                                Short.toUnsignedInt(bytes.getShort(start)),
                                Short.toUnsignedInt(bytes.getShort(start + 2)),
                                whole));
            }
            if (!legal || (flags & MessageHeader.TYPE_MASK) != MessageHeader.TYPE_COMMAND) {
                allAnswered = false;
            }
            int end = whole ? start + size : bytes.limit();
            if (descriptors(script, start, end) > Limits.MAX_MSG_FDS) {
                allAnswered = false; // the client may be cut off before the message is whole
            }
            if (!whole) {
                return;
            }
            bytes.position(end);
        }
    }

    /** How many descriptors come with the bytes of a message. */
    private static int descriptors(ClientScript script, int start, int end) {
        return script.pieces().stream()
                .filter(piece -> piece.end() > start && piece.end() <= end)
                .mapToInt(piece -> piece.descriptors().size())
                .sum();
    }

    /** Takes what has been received. */
    void take(MemorySegment received, int count) {
        for (int at = 0; at < count; ) {
            if (rest > 0) {
                int passed = (int) Math.min(rest, count - at);
                rest -= passed;
                at += passed;
                continue;
            }
            header.put(received.get(JAVA_BYTE, at++));
            if (!header.hasRemaining()) {
                header.clear();
                check();
            }
        }
    }

    private void check() {
        int id = Short.toUnsignedInt(header.getShort(0));
        int command = Short.toUnsignedInt(header.getShort(2));
        int size = header.getInt(4);
        int flags = header.getInt(8);
        int errno = header.getInt(12);
        if (size < MessageHeader.SIZE || size > Limits.MAX_REPLY_SIZE) {
            wrong("a message of " + size + " bytes");
        }
        rest = (long) size - MessageHeader.SIZE;
        if (flags == MessageHeader.TYPE_COMMAND) {
            if (command != Command.DMA_READ && command != Command.DMA_WRITE) {
                wrong("the server sends command " + command);
            }
            allAnswered = false; // it may wait for an answer in vain
            return;
        }
        boolean failed = flags == (MessageHeader.TYPE_REPLY | MessageHeader.ERROR);
        if (!failed && flags != MessageHeader.TYPE_REPLY) {
            wrong("a message with flags 0x" + Integer.toHexString(flags));
        }
        if (failed ? errno <= 0 || errno > HIGHEST_ERRNO || rest > 0 : errno != 0) {
            wrong("an answer with error %d and %d bytes".formatted(errno, rest));
        }
        Asked oldest = asked.poll();
        if (oldest == null || oldest.id != id || oldest.command != command) {
            wrong("an answer to command %d, id %d instead of %s".formatted(command, id, oldest));
        }
        if (first && (failed || command != Command.VERSION)) {
            allAnswered = false; // without an agreement there is nothing more
        }
        first = false;
    }

    /**
     * Called when the server has sent all that it sends.
     *
     * @throws AssertionError if anything of it was wrong
     */
    void checkEnd() {
        if (rest > 0 || header.position() > 0) {
            wrong("the last answer is not whole");
        }
        if (allAnswered && !first && asked.stream().anyMatch(Asked::whole)) {
            wrong("commands without an answer: " + asked);
        }
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    private void wrong(String what) {
        if (wrong == null) {
            wrong = what;
        }
    }
}
