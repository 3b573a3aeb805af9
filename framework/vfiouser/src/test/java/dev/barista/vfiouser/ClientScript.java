package dev.barista.vfiouser;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DeviceFeature;
import dev.barista.vfiouser.protocol.DmaMap;
import dev.barista.vfiouser.protocol.DmaUnmap;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.MigrationState;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that a client says to a server, made of a fuzzer's bytes: mostly messages that make sense, so
 * that they get past the first checks, with mistakes in some of them.
 *
 * <pre>
 *   0          1             2          3
 *   +----------+-------------+----------+------------------+------------- - -
 *   | greeting | kind, quirk | what the kind needs         | kind, quirk ...
 *   +----------+-------------+----------+------------------+------------- - -
 * </pre>
 *
 * The greeting is one of {@link #GREETINGS}. A kind is the low five bits, one of the cases of
 * {@link #say}, a quirk the high three, one of those of {@link #send}.
 */
final class ClientScript {
    /** Bytes that a script may have: they, and the answers to them, fit into a socket. */
    private static final int MOST_BYTES = 64 << 10;

    /** Pieces that are sent: each takes a buffer of the kernel. */
    private static final int MOST_PIECES = 48;

    /** What is proposed; null for a client that does not negotiate. */
    private static final List<String> GREETINGS =
            List.of(
                    capabilities(
                            """
                            "max_msg_fds":16,"max_data_xfer_size":1048576,"pgsizes":4096,\
                            "max_dma_maps":65535,\
                            "migration":{"pgsize":4096,"max_bitmap_size":268435456},\
                            "write_multiple":true\
                            """),
                    capabilities(""),
                    capabilities("\"max_data_xfer_size\":16,\"write_multiple\":true"),
                    capabilities("\"max_data_xfer_size\":0,\"max_msg_fds\":0"),
                    capabilities("\"twin_socket\":{\"supported\":true}"),
                    capabilities("\"pgsizes\":65536,\"max_dma_maps\":2"),
                    capabilities("\"pgsizes\":1"),
                    "",
                    "{");

    private static final int[] STATES = {
        MigrationState.RUNNING,
        MigrationState.STOP,
        MigrationState.STOP_COPY,
        MigrationState.RESUMING,
        MigrationState.PRE_COPY,
        MigrationState.ERROR,
        5,
        7
    };

    /** Bytes that are sent with one call, and the descriptors with them, by their kinds. */
    record Piece(int start, int length, List<Integer> descriptors) {
        int end() {
            return start + length;
        }
    }

    private final FuzzInput input;
    private final byte[] state;
    private final ByteBuffer bytes;
    private final List<Piece> pieces = new ArrayList<>();
    private int pieceStart;
    private int lastId;

    /** The number of the server's command that is answered next. */
    private int nextAnswer = 1;

    private boolean wantsTwin;
    private long dmaAddress;
    private int dmaLength;

    /**
     * What the bytes say.
     *
     * @param state a state that the device takes over, as migration data
     * @param room for the script, {@link #room}; used again for the next
     */
    static ClientScript of(byte[] input, byte[] state, ByteBuffer room) {
        ClientScript script = new ClientScript(new FuzzInput(input), state, room);
        script.sayAll();
        return script;
    }

    private ClientScript(FuzzInput input, byte[] state, ByteBuffer room) {
        this.input = input;
        this.state = state;
        this.bytes = room.clear();
    }

    /** What holds the longest script. */
    static ByteBuffer room() {
        return ByteBuffer.allocate(2 * MOST_BYTES).order(ByteOrder.nativeOrder());
    }

    private static String capabilities(String list) {
        return "{\"capabilities\":{" + list + "}}";
    }

    /** All bytes, in their order. */
    byte[] bytes() {
        byte[] all = new byte[bytes.position()];
        bytes.get(0, all);
        return all;
    }

    /** How the bytes are sent. */
    List<Piece> pieces() {
        return pieces;
    }

    /** Whether the server may have a second socket, through which it sends its commands. */
    boolean wantsTwin() {
        return wantsTwin;
    }

    private void sayAll() {
        int greeting = input.octet();
        if (greeting < 0xf0) {
            greet(greeting < 0x80 ? "" : GREETINGS.get(greeting % GREETINGS.size()));
        }
        while (input.hasMore() && bytes.position() < MOST_BYTES && pieces.size() < MOST_PIECES) {
            int octet = input.octet();
            say(octet & 0x1f, octet >>> 5);
        }
        endPiece();
    }

    private void greet(String proposal) {
        wantsTwin |= proposal.contains("twin");
        byte[] payload =
                proposal.isEmpty()
                        ? VfioUserClient.payload(4).putShort(2, (short) 1).array()
                        : VfioUserClient.version(0, 1, proposal);
        send(0, Command.VERSION, payload);
    }

    private void say(int kind, int quirk) {
        switch (kind) {
            case 0 -> send(quirk, Command.REGION_READ, access(region(), place(), size()));
            case 1 -> {
                byte[] data = input.octets((int) (input.number() & 0x3ff));
                send(quirk, Command.REGION_WRITE, VfioUserClient.write(region(), place(), data));
            }
            case 2 -> send(quirk, Command.REGION_WRITE_MULTI, multiWrite());
            case 3 -> map(quirk, 0);
            case 4 -> map(quirk, 1);
            case 5 -> send(quirk, Command.DMA_UNMAP, unmap(0));
            case 6 -> send(quirk, Command.DMA_UNMAP, unmap((int) input.of(DmaUnmap.ALL, 1, 3)));
            case 7 -> interrupts(quirk);
            case 8 -> send(quirk, Command.DEVICE_GET_INFO, argsz(16).array());
            case 9 ->
                    send(
                            quirk,
                            Command.DEVICE_GET_REGION_INFO,
                            argsz(32).putInt(8, (int) input.number()).array());
            case 10 ->
                    send(
                            quirk,
                            Command.DEVICE_GET_IRQ_INFO,
                            argsz(16).putInt(8, (int) input.number()).array());
            case 11 ->
                    send(
                            quirk,
                            Command.DEVICE_GET_REGION_IO_FDS,
                            argsz(16).putInt(8, (int) input.number()).array());
            case 12 -> send(quirk, Command.DEVICE_RESET, new byte[0]);
            case 13 -> enter(quirk);
            case 14 -> feature(quirk);
            case 15 -> logging(quirk);
            case 16 ->
                    send(
                            quirk,
                            Command.MIG_DATA_READ,
                            argsz(8).putInt(0, 8 + 4096).putInt(4, (int) input.number()).array());
            case 17 -> migrationData(quirk);
            case 18 -> dma(quirk, true);
            case 19 -> dma(quirk, false);
            case 20 -> answer(quirk);
            case 21 -> register(quirk, FuzzedDevice.DELAY, (int) input.of(0, 1, 100));
            case 22 -> register(quirk, FuzzedDevice.WORK, input.octet());
            case 23 -> register(quirk, FuzzedDevice.SIGNAL, input.octet());
            case 24 -> register(quirk, FuzzedDevice.CLEAR, input.octet());
            case 25 ->
                    send(
                            quirk,
                            Command.REGION_WRITE,
                            VfioUserClient.write(
                                    7,
                                    input.of(0x04, 0x10, 0x14, 0x18, 0x20, 0x30, 0x3c, 0x42, 0x50),
                                    VfioUserClient.bytes((int) input.number())));
            case 26 -> greet(GREETINGS.get(input.octet() % GREETINGS.size()));
            case 27 -> send(quirk, input.octet() & 0x1f, input.octets(input.octet() & 0x7f));
            case 28 -> {
                bytes.put(input.octets(input.octet() & 0x3f)); // no message at all
                if (quirk == 1) {
                    endPiece(input.octet() & 7);
                }
            }
            case 29 -> header();
            default ->
                    send(
                            quirk,
                            Command.REGION_WRITE,
                            VfioUserClient.write(
                                    4,
                                    input.octet() & 0x7c,
                                    VfioUserClient.bytes((int) input.number())));
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] all = new byte[payload.capacity()];
        payload.get(0, all);
        return all;
    }

    private int region() {
        return (int) input.of(0, 1, 2, 4, 7, 0, 7, 3, 9, -1);
    }

    /** An offset in a region. */
    private long place() {
        int high = input.octet();
        return high < 0x20 ? high << Byte.SIZE | input.octet() : input.number();
    }

    private int size() {
        return (int) input.of(1, 2, 4, 8, 3, 16, 64, 0, 4096, 0x10_0000, input.number());
    }

    private static byte[] access(int region, long offset, int count) {
        return VfioUserClient.payload(16).putLong(offset).putInt(region).putInt(count).array();
    }

    private byte[] multiWrite() {
        int count = input.octet() & 7;
        ByteBuffer payload = VfioUserClient.payload(8 + 24 * count).putLong(count);
        for (int i = 0; i < count; i++) {
            payload.putLong(place()).putInt(region()).putInt(input.octet() & 0xf);
            payload.putLong(input.number());
        }
        return bytes(payload);
    }

    /** A DMA address or a number of bytes: mostly of few pages. */
    private long pages() {
        long pages = input.number();
        return pages < 0x40 ? pages << 12 : pages;
    }

    private void map(int quirk, int descriptors) {
        int flags = input.octet();
        long offset = flags < 0x40 ? 0 : input.of(0, 4096, 1, Long.MIN_VALUE, input.number());
        byte[] payload =
                VfioUserClient.payload(DmaMap.SIZE)
                        .putInt(DmaMap.SIZE)
                        .putInt(flags < 0xf0 ? 1 + flags % 3 : flags)
                        .putLong(offset)
                        .putLong(pages())
                        .putLong(pages())
                        .array();
        int[] kinds = new int[descriptors];
        Arrays.setAll(kinds, i -> input.octet());
        send(quirk, Command.DMA_MAP, payload, kinds);
    }

    private byte[] unmap(int flags) {
        boolean bitmap = flags == DmaUnmap.GET_DIRTY_BITMAP;
        ByteBuffer payload =
                VfioUserClient.payload(bitmap ? 40 : 24).putInt(bitmap ? 0x1000 : 24).putInt(flags);
        if (flags == DmaUnmap.ALL) {
            return bytes(payload);
        }
        payload.putLong(pages()).putLong(pages());
        if (bitmap) {
            payload.putLong(input.of(4096, 8192, 1, 0, input.number()))
                    .putLong(input.of(8, 16, 64, input.number()));
        }
        return bytes(payload);
    }

    private void interrupts(int quirk) {
        int choice = input.octet();
        int data = (int) input.of(IrqSet.DATA_EVENTFD, IrqSet.DATA_NONE, IrqSet.DATA_BOOL, 3);
        int action = IrqSet.ACTION_MASK << choice % 3;
        int index = choice >>> 2 & 7;
        int start = choice < 0x80 ? 0 : (int) input.number();
        int count = (int) input.of(1, 0, 2, 4, 16, input.number());
        int bools = data == IrqSet.DATA_BOOL ? Math.clamp(count, 0, 256) : 0;
        ByteBuffer payload =
                VfioUserClient.payload(20 + bools)
                        .putInt(20 + bools)
                        .putInt(data | action)
                        .putInt(index)
                        .putInt(start)
                        .putInt(count)
                        .put(input.octets(bools));
        boolean eventFds = data == IrqSet.DATA_EVENTFD && count > 0 && count <= 16;
        int[] kinds = new int[eventFds && (choice & 0x60) != 0x60 ? count : 0];
        if (choice >= 0xf0) {
            Arrays.setAll(kinds, i -> input.octet());
        } else {
            Arrays.fill(kinds, FuzzedServer.EVENT);
        }
        send(quirk, Command.DEVICE_SET_IRQS, bytes(payload), kinds);
    }

    /** A payload that begins with how much room there is for the answer. */
    private ByteBuffer argsz(int size) {
        int room = input.octet();
        return VfioUserClient.payload(size)
                .putInt(0, room < 0x80 ? size : room < 0xf0 ? 256 : (int) input.number());
    }

    private void enter(int quirk) {
        int wanted = STATES[input.octet() % STATES.length];
        int flags = DeviceFeature.SET | DeviceFeature.MIG_DEVICE_STATE;
        send(
                quirk,
                Command.DEVICE_FEATURE,
                VfioUserClient.payload(16)
                        .putInt(16)
                        .putInt(flags)
                        .putInt(wanted)
                        .putInt(-1)
                        .array());
    }

    private void feature(int quirk) {
        int feature = input.octet() % 10;
        int action = (int) input.of(1, 2, 4, 5, 6, 0, 7) << 16;
        byte[] data = input.octets(input.octet() & 0x1f);
        send(
                quirk,
                Command.DEVICE_FEATURE,
                argsz(8 + data.length).putInt(4, action | feature).put(8, data).array());
    }

    private void logging(int quirk) {
        int choice = input.octet();
        int flags =
                switch (choice & 3) {
                    case 0 -> DeviceFeature.SET | DeviceFeature.DMA_LOGGING_START;
                    case 1 -> DeviceFeature.SET | DeviceFeature.DMA_LOGGING_STOP;
                    default -> DeviceFeature.GET | DeviceFeature.DMA_LOGGING_REPORT;
                };
        ByteBuffer payload;
        if ((choice & 3) == 0) {
            int ranges = choice >>> 2 & 3;
            payload = VfioUserClient.payload(24 + 16 * ranges);
            payload.putLong(8, 4096).putInt(16, ranges).position(24);
            for (int i = 0; i < ranges; i++) {
                payload.putLong(pages()).putLong(pages());
            }
        } else if ((choice & 3) == 1) {
            payload = VfioUserClient.payload(8);
        } else {
            payload = VfioUserClient.payload(32);
            payload.putLong(8, pages()).putLong(16, pages());
            payload.putLong(24, input.of(4096, 1, 8192, 0, 3));
        }
        payload.putInt(0, choice < 0xf0 ? 0x1000 : (int) input.number()).putInt(4, flags);
        send(quirk, Command.DEVICE_FEATURE, bytes(payload));
    }

    /** All of a good state, a part of one, or something else. */
    private void migrationData(int quirk) {
        int choice = input.octet();
        byte[] data = choice < 0xc0 ? state.clone() : input.octets(choice & 0x3f);
        if (choice >= 0x80 && choice < 0xc0) {
            data[(int) ((input.any() >>> 1) % data.length)] ^= (byte) (1 << (choice & 7));
        } else if (choice >= 0x60 && choice < 0x80) {
            data = Arrays.copyOf(data, (int) Math.min(input.number() & 0xfff, data.length));
        }
        send(
                quirk,
                Command.MIG_DATA_WRITE,
                VfioUserClient.payload(8 + data.length)
                        .putInt(8)
                        .putInt(data.length)
                        .put(data)
                        .array());
    }

    /** Has the device reach memory, and answers it in time, or does not. */
    private void dma(int quirk, boolean answered) {
        long address = pages() + (input.octet() & 0xff);
        int length = (int) input.of(16, 0, 8, 17, 0xfff, input.octet());
        int command = input.octet() & 3;
        register(1, FuzzedDevice.DMA_LENGTH, length);
        send(
                1,
                Command.REGION_WRITE,
                VfioUserClient.write(0, FuzzedDevice.DMA_ADDRESS, VfioUserClient.bytes(address)));
        register(quirk, FuzzedDevice.DMA_COMMAND, command);
        dmaAddress = address;
        dmaLength = (command & 2) != 0 ? Long.BYTES : length;
        if (answered) {
            answer(0, (command & 1) == 0, dmaLength, 0);
        }
    }

    /** An answer to a command that the server may have sent, or will send, or will not. */
    private void answer(int quirk) {
        int choice = input.octet();
        if (choice >= 0x80) {
            nextAnswer = (int) input.number() & 0xffff;
        }
        int count = (choice & 4) == 0 ? dmaLength : (int) input.number() & 0xfff;
        answer(quirk, (choice & 1) == 0, count, (choice & 2) != 0 ? MessageHeader.ERROR : 0);
    }

    private void answer(int quirk, boolean read, int count, int flags) {
        byte[] payload =
                VfioUserClient.payload(16 + (read ? count : 0))
                        .putLong(dmaAddress)
                        .putLong(count)
                        .array();
        send(
                quirk,
                nextAnswer,
                read ? Command.DMA_READ : Command.DMA_WRITE,
                MessageHeader.TYPE_REPLY | flags,
                flags == 0 ? payload : new byte[0],
                new int[0]);
        nextAnswer = (nextAnswer + 1) & 0xffff;
    }

    /** Any header, and what may follow it. */
    private void header() {
        int size = (int) input.number();
        int flags = (int) input.of(0, 1, 0x10, 0x20, 0x21, 0x30, input.number());
        byte[] payload = input.octets(input.octet() & 0x3f);
        bytes.putShort((short) input.octet())
                .putShort((short) (input.octet() % 20))
                .putInt(size)
                .putInt(flags)
                .putInt(0)
                .put(payload);
    }

    private void register(int quirk, int offset, int value) {
        send(
                quirk,
                Command.REGION_WRITE,
                VfioUserClient.write(0, offset, VfioUserClient.bytes(value)));
    }

    private void send(int quirk, int command, byte[] payload, int... descriptors) {
        lastId = (lastId + 1) & 0xffff;
        send(quirk, lastId, command, MessageHeader.TYPE_COMMAND, payload, descriptors);
    }

    /** Sends a message, with a mistake in it if the quirk says so. */
    private void send(
            int quirk, int id, int command, int flags, byte[] payload, int... descriptors) {
        byte[] message =
                VfioUserClient.message(
                        id, command, quirk == 1 ? flags | MessageHeader.NO_REPLY : flags, payload);
        int[] attached = descriptors;
        switch (quirk) {
            case 2 -> {
                attached = Arrays.copyOf(descriptors, descriptors.length + 1);
                attached[descriptors.length] = input.octet();
            }
            case 3 -> message[input.octet() % message.length] = (byte) input.octet();
            case 4 -> {
                // A payload of another length, as the header says too.
                message = Arrays.copyOf(message, 16 + (input.octet() & 0x7f));
                ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(4, message.length);
            }
            case 5 -> message = Arrays.copyOf(message, input.octet() % message.length);
            case 6 -> {
                // In two pieces, the descriptors with the first.
                int cut = input.octet() % message.length;
                bytes.put(message, 0, cut);
                endPiece(descriptors);
                attached = new int[0];
                message = Arrays.copyOfRange(message, cut, message.length);
            }
            default -> {}
        }
        bytes.put(message);
        if (attached.length > 0) {
            endPiece(attached);
        }
    }

    private void endPiece(int... descriptors) {
        if (bytes.position() > pieceStart) {
            pieces.add(
                    new Piece(
                            pieceStart,
                            bytes.position() - pieceStart,
                            Arrays.stream(descriptors).boxed().toList()));
            pieceStart = bytes.position();
        }
    }
}
