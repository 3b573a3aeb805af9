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

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * One client from its first message to its last. Serves on one thread; {@link #close} leaves the
 * device in the state it has, without memory and interrupts, for the next client (Client
 * Disconnection).
 */
final class ClientConnection implements AutoCloseable {
    /** Room for the largest message and the beginning of what follows it. */
    private static final long INBOX_SIZE = 2L * Limits.MAX_MESSAGE_SIZE;

    /** An inbox receives at two places in turn. */
    private static final long OUTBOX_AT = 2 * INBOX_SIZE;

    private static final long COMMANDS_AT = OUTBOX_AT + Limits.MAX_REPLY_SIZE;
    private static final long TWIN_AT = COMMANDS_AT + ClientMemory.MOST_BYTES;

    /** Bytes of memory that a connection needs; only what is used of them takes any. */
    static final long PAGES_SIZE = TWIN_AT + ClientMemory.MOST_BYTES;

    private static final System.Logger LOGGER = System.getLogger(ClientConnection.class.getName());

    private final DeviceEndpoint device;
    private final MessageSocket socket;
    private final ServingOptions options;
    private final MemorySegment pages;
    private final Runnable release;
    private final Inbox in;
    private final Outbox out;
    private final ServerCommands commands;
    private final Negotiation negotiation;
    private final RegionAccesses regions;
    private final DmaRegions dma;
    private final ClientInterrupts interrupts;
    private final InterruptSetup interruptSetup;
    private final DeviceQueries queries;
    private final Migration migration;
    private final DeviceFeatures features;
    private final DirtyLogging logging;
    private boolean negotiated;
    private @Nullable TwinSocket twin;
    private @Nullable ClientMemory memory;

    /** Takes a socket over; the calling thread is the one that serves. */
    ClientConnection(DeviceEndpoint device, MessageSocket socket, ServingOptions options)
            throws ErrnoException {
        this(device, socket, options, Mapping.anonymous(PAGES_SIZE));
    }

    private ClientConnection(
            DeviceEndpoint device, MessageSocket socket, ServingOptions options, Mapping pages) {
        this(device, socket, options, pages.segment(), pages::close);
    }

    /**
     * The same in memory that is there already.
     *
     * @param pages {@link #PAGES_SIZE} bytes
     * @param release gives them back
     */
    ClientConnection(
            DeviceEndpoint device,
            MessageSocket socket,
            ServingOptions options,
            MemorySegment pages,
            Runnable release) {
        this.device = device;
        this.socket = socket;
        this.options = options;
        this.pages = pages;
        this.release = release;
        this.in = new Inbox(socket, pages.asSlice(0, OUTBOX_AT), options.waiting());
        this.out = new Outbox(socket, pages.asSlice(OUTBOX_AT, Limits.MAX_REPLY_SIZE));
        this.commands = new ServerCommands(socket, in);
        this.negotiation = new Negotiation(device.canPause());
        this.regions = new RegionAccesses(device);
        this.logging = new DirtyLogging(device);
        this.dma = new DmaRegions(device, options, logging);
        this.interrupts = new ClientInterrupts(device.description());
        this.interruptSetup = new InterruptSetup(device, interrupts);
        this.queries = new DeviceQueries(regions, new MappableRegions(device), interrupts);
        this.migration = new Migration(device, interrupts, regions);
        this.features = new DeviceFeatures(device, migration, logging);
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
        int type = flags & MessageHeader.TYPE_MASK;
        if (type == MessageHeader.TYPE_REPLY && in.fdCount() == 0) {
            commands.take(header, in.segment(), in.payload(), in.payloadLength());
            return true;
        }
        if (type != MessageHeader.TYPE_COMMAND) {
            throw new MalformedMessageException("a message that is no command");
        }
        boolean answer = (flags & MessageHeader.NO_REPLY) == 0;
        boolean othersRead = commands.isUsed();
        if (othersRead) {
            commands.stopReading();
        }
        int result = execute(header.command(), !answer);
        in.closeFds(); // before the client can know that the command is done
        if (answer) {
            answer(header, result); // first: who reads meanwhile may wait for what comes after it
        }
        if (othersRead) {
            commands.readAgain();
        }
        return negotiated;
    }

    private void answer(MessageHeader header, int result) throws ErrnoException {
        boolean othersSend = commands.isUsed();
        if (othersSend) {
            commands.beginSending(); // who sends may have to read before there is room
        }
        try {
            if (result >= 0) {
                out.reply(header, result);
            } else {
                out.replyError(header, -result);
            }
        } finally {
            if (othersSend) {
                commands.endSending();
            }
        }
        if (header.command() == Command.VERSION && result >= 0) {
            agreed();
        }
    }

    /** The client knows what has been agreed on. */
    private void agreed() {
        MessageSocket second = negotiation.takeTwin();
        if (second != null) {
            twin = new TwinSocket(second, pages.asSlice(TWIN_AT, ClientMemory.MOST_BYTES));
        }
        dma.agreed(negotiation.dmaMaps(), negotiation.pageSize(), this::memory);
    }

    /** What reads and writes memory by messages; null if the client takes no data. */
    private @Nullable ClientMemory memory() {
        long most = negotiation.clientDataXferSize();
        if (memory == null && most > 0) {
            commands.use(twin);
            memory =
                    new ClientMemory(
                            device.instanceName(),
                            socket,
                            commands,
                            pages.asSlice(COMMANDS_AT, ClientMemory.MOST_BYTES),
                            most,
                            options.replyLimit());
        }
        return memory;
    }

    /** Answers the length of the reply, or an error number negated. */
    private int execute(int command, boolean posted) {
        if ((command == Command.VERSION) == negotiated) {
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
            case Command.REGION_WRITE_MULTI ->
                    negotiation.writeMultiple()
                            ? regions.writeMulti(in, out, posted)
                            : -Errno.ENOTSUP;
            case Command.DMA_MAP -> dma.map(in);
            case Command.DMA_UNMAP -> dma.unmap(in, out);
            case Command.DEVICE_SET_IRQS -> interruptSetup.set(in);
            case Command.DEVICE_RESET -> reset();
            case Command.DEVICE_GET_INFO -> queries.deviceInfo(in, out);
            case Command.DEVICE_GET_REGION_INFO -> queries.regionInfo(in, out);
            case Command.DEVICE_GET_IRQ_INFO -> queries.irqInfo(in, out);
            case Command.VERSION -> negotiate();
            case Command.DEVICE_GET_REGION_IO_FDS -> queries.regionIoFds(in, out);
            case Command.DEVICE_FEATURE -> features.handle(in, out);
            case Command.MIG_DATA_READ -> migration.read(in, out);
            case Command.MIG_DATA_WRITE -> migration.write(in);
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
        migration.reset();
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

    /**
     * Gives everything back that came from the client. Its connection is shut down first, so that
     * no thread that executes the device still waits for it, and closed when none uses it.
     */
    @Override
    public void close() {
        socket.shutdown();
        commands.end();
        device.disconnect();
        dma.unmapAll();
        logging.stop();
        migration.abandon();
        interruptSetup.releaseAll();
        in.close();
        if (twin != null) {
            twin.close();
        }
        negotiation.close();
        socket.close();
        release.run();
    }
}
