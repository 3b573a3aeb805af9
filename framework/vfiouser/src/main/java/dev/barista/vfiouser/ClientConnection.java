package dev.barista.vfiouser;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;

/**
 * One client from its first message to its last. Serves on one thread; {@link #close} leaves the
 * device in the state it has, without memory and interrupts, for the next client (Client
 * Disconnection).
 */
final class ClientConnection implements AutoCloseable {
    /** Room for the largest message and the beginning of what follows it. */
    private static final long INBOX_SIZE = 2L * Limits.MAX_MESSAGE_SIZE;

    private static final System.Logger LOGGER = System.getLogger(ClientConnection.class.getName());

    private final DeviceEndpoint device;
    private final MessageSocket socket;
    private final Mapping pages;
    private final Inbox in;
    private final Outbox out;
    private final Negotiation negotiation = new Negotiation();
    private final RegionAccesses regions;
    private final DmaRegions dma;
    private final ClientInterrupts interrupts;
    private final InterruptSetup interruptSetup;
    private final DeviceQueries queries;
    private boolean negotiated;

    /** Takes a socket over; the calling thread is the one that serves. */
    ClientConnection(DeviceEndpoint device, MessageSocket socket, WaitPolicy waiting)
            throws ErrnoException {
        this.device = device;
        this.socket = socket;
        this.pages = Mapping.anonymous(INBOX_SIZE + Limits.MAX_MESSAGE_SIZE);
        this.in = new Inbox(socket, pages.segment().asSlice(0, INBOX_SIZE), waiting);
        this.out = new Outbox(socket, pages.segment().asSlice(INBOX_SIZE));
        this.regions = new RegionAccesses(device);
        this.dma = new DmaRegions(device);
        this.interrupts = new ClientInterrupts(device.description());
        this.interruptSetup = new InterruptSetup(device, interrupts);
        this.queries = new DeviceQueries(regions, new MappableRegions(device), interrupts);
    }

    /** Serves until the client is gone or has said something that can't be answered. */
    void serve() {
        device.connect(interrupts);
        try {
            boolean more = true;
            while (more && in.next()) {
                more = handle(in.header());
            }
        } catch (MalformedMessageException e) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    () -> device.instanceName() + ": client disconnected: " + e.getMessage());
            lastWords();
        } catch (ErrnoException e) {
            LOGGER.log(
                    System.Logger.Level.DEBUG,
                    () -> device.instanceName() + ": connection lost: " + e.getMessage());
        }
    }

    /** Answers whether the connection goes on. */
    private boolean handle(MessageHeader header) throws ErrnoException, MalformedMessageException {
        int flags = header.flags();
        int command = header.command();
        if ((flags & MessageHeader.TYPE_MASK) != MessageHeader.TYPE_COMMAND) {
            throw new MalformedMessageException("a message that is no command");
        }
        boolean answer = (flags & MessageHeader.NO_REPLY) == 0;
        int result = execute(command, !answer);
        in.closeFds(); // before the client can know that the command is done
        if (answer) {
            if (result >= 0) {
                out.reply(header, result);
            } else {
                out.replyError(header, -result);
            }
        }
        return negotiated;
    }

    /** Answers the length of the reply, or an error number negated. */
    private int execute(int command, boolean posted) {
        boolean negotiation = command == Command.VERSION;
        if (negotiation == negotiated) {
            return -Errno.EINVAL; // either it has been done, or it must come first
        }
        if (in.hasLostFds()) {
            return -Errno.EMFILE;
        }
        if (in.fdCount() > (takesFds(command) ? Limits.MAX_MSG_FDS : 0)) {
            return -Errno.EINVAL;
        }
        return switch (command) {
            case Command.REGION_READ -> regions.read(in, out);
            case Command.REGION_WRITE -> regions.write(in, out, posted);
            case Command.REGION_WRITE_MULTI -> regions.writeMulti(in, out, posted);
            case Command.DMA_MAP -> dma.map(in);
            case Command.DMA_UNMAP -> dma.unmap(in, out);
            case Command.DEVICE_SET_IRQS -> interruptSetup.set(in);
            case Command.DEVICE_RESET -> reset();
            case Command.DEVICE_GET_INFO -> queries.deviceInfo(in, out);
            case Command.DEVICE_GET_REGION_INFO -> queries.regionInfo(in, out);
            case Command.DEVICE_GET_IRQ_INFO -> queries.irqInfo(in, out);
            case Command.VERSION -> negotiate();
            case Command.DEVICE_GET_REGION_IO_FDS,
                    Command.DEVICE_FEATURE,
                    Command.MIG_DATA_READ,
                    Command.MIG_DATA_WRITE ->
                    -Errno.ENOTSUP;
            default -> -Errno.EINVAL;
        };
    }

    private static boolean takesFds(int command) {
        return command == Command.DMA_MAP || command == Command.DEVICE_SET_IRQS;
    }

    private int negotiate() {
        int result = negotiation.negotiate(in, out);
        negotiated = result >= 0;
        return result;
    }

    private int reset() {
        if (in.payloadLength() != 0) {
            return -Errno.EINVAL;
        }
        device.reset();
        return 0;
    }

    /** Tells a client that waits for an answer that it gets none. */
    private void lastWords() {
        int asks = MessageHeader.TYPE_COMMAND;
        int mask = MessageHeader.TYPE_MASK | MessageHeader.NO_REPLY;
        if (!in.hasHeader() || (in.header().flags() & mask) != asks) {
            return;
        }
        try {
            out.replyError(in.header(), Errno.EINVAL);
        } catch (ErrnoException e) {
            // It has gone already.
        }
    }

    /** Ends a signal that an eventfd holds up; allowed from any thread. */
    void unblock() {
        interruptSetup.unblock();
    }

    @Override
    public void close() {
        in.close();
        socket.close();
        device.disconnect();
        dma.unmapAll();
        interruptSetup.releaseAll();
        pages.close();
    }
}
