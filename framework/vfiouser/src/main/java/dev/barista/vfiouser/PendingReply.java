package dev.barista.vfiouser;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DmaAccess;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.lang.foreign.MemorySegment;

/** A command of this server that the client has not answered yet, and what came of it. */
final class PendingReply {
    /** A write's reply has this much by the specification's table; clients send the whole. */
    private static final int SHORT_WRITE_REPLY = 12;

    private final int id;
    private final int command;
    private final long address;

    /** What a read fills, or what a write sends. */
    private final MemorySegment data;

    private volatile boolean answered;
    private boolean refused;

    PendingReply(int id, int command, long address, MemorySegment data) {
        this.id = id;
        this.command = command;
        this.address = address;
        this.data = data;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Whether the client has said that it could not do it. */
    boolean isRefused() {
        return refused;
    }

    /**
     * Takes the client's answer.
     *
     * @throws MalformedMessageException if it is an answer to something else, or none at all
     */
    void take(MessageHeader header, MemorySegment segment, long payload, int length)
            throws MalformedMessageException {
        if (answered || header.messageId() != id || header.command() != command) {
            throw new MalformedMessageException("a reply that nobody waits for");
        }
        if ((header.flags() & MessageHeader.ERROR) != 0) {
            refused = true;
        } else {
            check(segment, payload, length);
            if (command == Command.DMA_READ) {
                MemorySegment.copy(segment, payload + DmaAccess.SIZE, data, 0, data.byteSize());
            }
        }
        answered = true;
    }

    private void check(MemorySegment segment, long payload, int length)
            throws MalformedMessageException {
        DmaAccess reply = new DmaAccess().wrap(segment, payload);
        boolean fits =
                command == Command.DMA_READ
                        ? length == DmaAccess.SIZE + data.byteSize()
                        : length == DmaAccess.SIZE || length == SHORT_WRITE_REPLY;
        if (!fits || reply.address() != address || reply.shortCount() != data.byteSize()) {
            throw new MalformedMessageException("a reply that does not fit its command");
        }
    }
}
