package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/** Sends messages of one connection, each with one call: header and payload lie side by side. */
final class Outbox {
    /** Where a payload begins. */
    static final long PAYLOAD = MessageHeader.SIZE;

    private final MessageSocket socket;
    private final MemorySegment buffer;
    private final MessageHeader header = new MessageHeader();
    private @Nullable Fd attached;

    Outbox(MessageSocket socket, MemorySegment buffer) {
        this.socket = socket;
        this.buffer = buffer;
        header.wrap(buffer, 0);
    }

    /** What holds the message to be sent; its payload, from {@link #PAYLOAD}, is the caller's. */
    MemorySegment segment() {
        return buffer;
    }

    /** Sends a descriptor along with the next reply; it stays the caller's. */
    void attach(Fd fd) {
        attached = fd;
    }

    /** Answers a command with the payload that has been written. */
    void reply(MessageHeader command, int payloadLength) throws ErrnoException {
        fill(command, MessageHeader.TYPE_REPLY, payloadLength, 0);
        send(MessageHeader.SIZE + (long) payloadLength);
    }

    /** Answers that a command failed. */
    void replyError(MessageHeader command, int errno) throws ErrnoException {
        attached = null;
        fill(command, MessageHeader.TYPE_REPLY | MessageHeader.ERROR, 0, errno);
        send(MessageHeader.SIZE);
    }

    private void fill(MessageHeader command, int flags, int payloadLength, int errno) {
        header.messageId(command.messageId())
                .command(command.command())
                .messageSize(MessageHeader.SIZE + payloadLength)
                .flags(flags)
                .error(errno);
    }

    private void send(long length) throws ErrnoException {
        Fd fd = attached;
        attached = null;
        int result = fd == null ? socket.send(buffer, length) : socket.send(buffer, length, fd);
        if (result < 0) {
            throw new ErrnoException("send", result);
        }
    }
}
