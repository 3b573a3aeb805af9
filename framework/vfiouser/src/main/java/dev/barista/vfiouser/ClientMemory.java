package dev.barista.vfiouser;

import dev.barista.runtime.memory.RemoteMemory;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DmaAccess;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Memory that only the client can reach: {@link Command#DMA_READ} and {@link Command#DMA_WRITE}.
 *
 * <p>A client that refuses an access makes it a fault. One that does not answer, or not what it was
 * asked, is disconnected.
 */
final class ClientMemory implements RemoteMemory {
    /** Bytes in one message: more would keep the client's other commands waiting. */
    static final int MOST_DATA = 64 << 10;

    /** Bytes of the largest message. */
    static final int MOST_BYTES = MessageHeader.SIZE + DmaAccess.SIZE + MOST_DATA;

    private static final System.Logger LOGGER = System.getLogger(ClientMemory.class.getName());

    private final String instanceName;
    private final MessageSocket connection;
    private final ServerCommands commands;
    private final MemorySegment message;
    private final int chunk;
    private final Duration replyLimit;
    private final MessageHeader header = new MessageHeader();
    private final DmaAccess access = new DmaAccess();
    private int lastId;
    private boolean lost;

    /**
     * The memory of a client.
     *
     * @param connection is shut down when the client does not answer as it must
     * @param message has room for {@link #MOST_BYTES}
     * @param clientDataXferSize bytes of data that the client takes in one message, not 0
     */
    ClientMemory(
            String instanceName,
            MessageSocket connection,
            ServerCommands commands,
            MemorySegment message,
            long clientDataXferSize,
            Duration replyLimit) {
        this.instanceName = instanceName;
        this.connection = connection;
        this.commands = commands;
        this.message = message;
        this.chunk = (int) Math.min(MOST_DATA, clientDataXferSize);
        this.replyLimit = replyLimit;
    }

    @Override
    public void read(long address, MemorySegment destination) {
        long length = destination.byteSize();
        for (long done = 0; done < length; done += chunk) {
            long count = Math.min(chunk, length - done);
            exchange(Command.DMA_READ, address + done, destination.asSlice(done, count));
        }
    }

    @Override
    public void write(long address, MemorySegment source) {
        long length = source.byteSize();
        for (long done = 0; done < length; done += chunk) {
            long count = Math.min(chunk, length - done);
            exchange(Command.DMA_WRITE, address + done, source.asSlice(done, count));
        }
    }

    private void exchange(int command, long address, MemorySegment data) {
        Operation operation = command == Command.DMA_READ ? Operation.READ : Operation.WRITE;
        if (lost) {
            throw new GuestMemoryFault(operation, Reason.LOST, address, data.byteSize());
        }
        lastId = (lastId + 1) & 0xffff;
        long sent = command == Command.DMA_READ ? 0 : data.byteSize();
        long length = MessageHeader.SIZE + DmaAccess.SIZE + sent;
        header.wrap(message, 0)
                .messageId(lastId)
                .command(command)
                .messageSize((int) length)
                .flags(MessageHeader.TYPE_COMMAND)
                .error(0);
        access.wrap(message, MessageHeader.SIZE).address(address).count(data.byteSize());
        MemorySegment.copy(data, 0, message, MessageHeader.SIZE + DmaAccess.SIZE, sent);
        PendingReply reply = new PendingReply(lastId, command, address, data);
        try {
            commands.exchange(message, length, reply, Deadline.in(replyLimit));
        } catch (ErrnoException | MalformedMessageException e) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    () -> instanceName + ": client disconnected: " + e.getMessage());
            lost = true;
            connection.shutdown();
            throw new GuestMemoryFault(operation, Reason.LOST, address, data.byteSize());
        }
        if (reply.isRefused()) {
            throw new GuestMemoryFault(operation, Reason.FORBIDDEN, address, data.byteSize());
        }
    }
}
