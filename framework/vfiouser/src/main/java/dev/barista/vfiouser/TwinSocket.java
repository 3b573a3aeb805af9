package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.lang.foreign.MemorySegment;

/** A second socket, for the server's commands and their replies alone: {@code twin_socket}. */
final class TwinSocket implements AutoCloseable {
    private final MessageSocket socket;
    private final MemorySegment buffer;
    private final MessageHeader header = new MessageHeader();
    private long received;

    /**
     * Takes the server's end over.
     *
     * @param buffer has room for the largest reply
     */
    TwinSocket(MessageSocket socket, MemorySegment buffer) {
        this.socket = socket;
        this.buffer = buffer;
    }

    MessageSocket socket() {
        return socket;
    }

    /**
     * Receives what there is of a reply, and hands it over if that is all of it.
     *
     * @return whether there was anything
     */
    boolean receive(PendingReply reply) throws ErrnoException, MalformedMessageException {
        int result = socket.receive(buffer, received, needed() - received, false);
        if (result == -Errno.EAGAIN) {
            return false;
        }
        if (result <= 0) {
            throw new ErrnoException("recvmsg", result == 0 ? -Errno.ECONNRESET : result);
        }
        refuseFds();
        received += result;
        long needed = needed();
        if (received == needed) {
            received = 0;
            if ((header.flags() & MessageHeader.TYPE_MASK) != MessageHeader.TYPE_REPLY) {
                throw new MalformedMessageException("a command on the socket for replies");
            }
            reply.take(header, buffer, MessageHeader.SIZE, (int) needed - MessageHeader.SIZE);
        }
        return true;
    }

    private long needed() throws MalformedMessageException {
        if (received < MessageHeader.SIZE) {
            return MessageHeader.SIZE;
        }
        long size = Integer.toUnsignedLong(header.wrap(buffer, 0).messageSize());
        if (size < MessageHeader.SIZE || size > buffer.byteSize()) {
            throw new MalformedMessageException("a reply of " + size + " bytes");
        }
        return size;
    }

    private void refuseFds() throws MalformedMessageException {
        Fd[] fds = socket.takeFds();
        for (Fd fd : fds) {
            fd.close();
        }
        if (fds.length > 0) {
            throw new MalformedMessageException("descriptors with a reply");
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
