package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.vfiouser.ffi.ClientEnd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages made of a fuzzer's bytes, cut into pieces in any way, some with descriptors; and what of
 * them a receiver should see next.
 */
final class SentMessages {
    private static final int MOST_MESSAGES = 32;
    private static final int MOST_PIECES = 64;

    /** One message as it should arrive. */
    // Nobody compares these, or changes the bytes.
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(int start, byte[] bytes, int descriptors) {
        int end() {
            return start + bytes.length;
        }

        boolean isReply() {
            return (bytes[8] & MessageHeader.TYPE_MASK) == MessageHeader.TYPE_REPLY;
        }
    }

    private record Piece(int end, int descriptors) {}

    private final byte[] all;
    private final List<Piece> pieces = new ArrayList<>();

    /** Whole messages that have not been seen yet. */
    private final List<Sent> waiting = new ArrayList<>();

    /** Whether a size that can't be comes after the last whole message. */
    private boolean illegalAtLast;

    private int lastStart;
    private int sentPieces;
    private int sentBytes;
    private boolean over;

    private SentMessages(byte[] all) {
        this.all = all;
    }

    /** What the bytes say. */
    static SentMessages of(FuzzInput input) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < MOST_MESSAGES && input.hasMore(); i++) {
            int start = all.size();
            all.writeBytes(message(input));
            int cuts = input.octet();
            int length = all.size() - start;
            for (int cut = cuts & 3; cut > 0 && length > 0 && pieces.size() < MOST_PIECES; cut--) {
                int end = start + 1 + input.octet() % length;
                if (pieces.isEmpty() || end > pieces.getLast().end) {
                    pieces.add(new Piece(end, cuts >>> 2 & 3));
                }
            }
        }
        if (pieces.isEmpty() || pieces.getLast().end < all.size()) {
            pieces.add(new Piece(all.size(), 0));
        }
        SentMessages messages = new SentMessages(all.toByteArray());
        messages.pieces.addAll(pieces);
        messages.split();
        return messages;
    }

    private static byte[] message(FuzzInput input) {
        int kind = input.octet();
        byte[] payload = input.octets(input.octet() & 0x3f);
        int command =
                switch (kind & 7) {
                    case 0 -> Command.VERSION;
                    case 1 -> Command.MIG_DATA_WRITE;
                    default -> Command.REGION_WRITE;
                };
        int flags = (kind & 0x18) == 0 ? MessageHeader.TYPE_REPLY : MessageHeader.TYPE_COMMAND;
        byte[] message = VfioUserClient.message(kind, command, flags, payload);
        if (kind >= 0xf0) {
            int size = kind < 0xf8 ? (int) input.number() : message.length + input.octet();
            ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(4, size);
        }
        return message;
    }

    /** Finds the messages again as a receiver must. */
    private void split() {
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.nativeOrder());
        while (bytes.remaining() >= MessageHeader.SIZE) {
            int start = bytes.position();
            int size = bytes.getInt(start + 4);
            illegalAtLast = size < MessageHeader.SIZE || size > Limits.MAX_MESSAGE_SIZE;
            if (illegalAtLast || size > bytes.remaining()) {
                break;
            }
            int end = start + size;
            int descriptors =
                    pieces.stream()
                            .filter(piece -> piece.end > start && piece.end <= end)
                            .mapToInt(Piece::descriptors)
                            .sum();
            waiting.add(new Sent(start, Arrays.copyOfRange(all, start, end), descriptors));
            bytes.position(end);
        }
        lastStart = bytes.position();
    }

    /** Whether what has been sent tells what the receiver sees next, so that it does not wait. */
    boolean isNextDecided() {
        if (over) {
            return true;
        }
        return waiting.isEmpty()
                ? illegalAtLast && sentBytes >= lastStart + MessageHeader.SIZE
                : waiting.getFirst().end() <= sentBytes;
    }

    /** Sends the next piece, or that there is none. */
    void sendMore(ClientEnd client, Fd descriptor) {
        if (over) {
            return;
        }
        if (sentPieces == pieces.size() || all.length == 0) {
            over = true;
            client.endSending();
            return;
        }
        Piece piece = pieces.get(sentPieces++);
        Fd[] attached = new Fd[piece.descriptors];
        Arrays.fill(attached, descriptor);
        int length = piece.end - sentBytes;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(length);
            MemorySegment.copy(all, sentBytes, bytes, JAVA_BYTE, 0, length);
            if (client.send(bytes, 0, length, attached) != length) {
                throw new AssertionError("no room for " + length + " bytes");
            }
        }
        sentBytes = piece.end;
    }

    /** The message that the receiver sees now. */
    Sent next() {
        return waiting.removeFirst();
    }

    /** The reply that the receiver takes out of its turn now. */
    Sent nextReply() {
        Sent reply = waiting.stream().filter(Sent::isReply).findFirst().orElseThrow();
        waiting.remove(reply);
        return reply;
    }

    /** Whether the receiver has seen all that there is to see. */
    boolean endsWell() {
        return waiting.isEmpty() && !illegalAtLast;
    }

    /** Whether something is in it that no receiver needs to bear. */
    boolean mayBeMalformed() {
        return illegalAtLast
                || pieces.stream().mapToInt(Piece::descriptors).sum() > Limits.MAX_MSG_FDS;
    }
}
