package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.PollSet;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MessageHeader;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other end of the protocol, as literal as a test wants it. Used by one thread. */
final class VfioUserClient implements AutoCloseable {
    static final String QEMU_CAPABILITIES =
            """
            {"capabilities":{"max_msg_fds":16,"max_data_xfer_size":1048576,"pgsizes":4096,\
            "max_dma_maps":65535,"migration":{"pgsize":4096,"max_bitmap_size":268435456},\
            "write_multiple":true}}\
            """;

    /** A message from the server. */
    record Message(int id, int command, int flags, int error, ByteBuffer payload, List<Fd> fds) {
        boolean isError() {
            return (flags & MessageHeader.ERROR) != 0;
        }
    }

    private final MessageSocket socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(2L * Limits.MAX_REPLY_SIZE);
    private final MessageHeader header = new MessageHeader();
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private long received;
    private int lastId;

    private VfioUserClient(MessageSocket socket) {
        this.socket = socket;
    }

    /** The client's end of a socket that the server has sent. */
    static VfioUserClient on(Fd fd) {
        return new VfioUserClient(MessageSocket.adopt(fd));
    }

    /** Connects, and says nothing yet. */
    static VfioUserClient connect(Path path) throws ErrnoException {
        return new VfioUserClient(MessageSocket.connect(path));
    }

    /** Connects and agrees on a version, as QEMU does. */
    static VfioUserClient connectAndNegotiate(Path path) throws ErrnoException {
        VfioUserClient client = connect(path);
        Message reply = client.ask(Command.VERSION, version(0, 1, QEMU_CAPABILITIES));
        assertThat(reply.isError()).isFalse();
        return client;
    }

    /** The payload of a version message. */
    static byte[] version(int major, int minor, String json) {
        byte[] text = (json + "\0").getBytes(UTF_8);
        return payload(4 + text.length)
                .putShort((short) major)
                .putShort((short) minor)
                .put(text)
                .array();
    }

    /** Room for a payload in the protocol's byte order. */
    static ByteBuffer payload(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    /** A whole message. */
    static byte[] message(int id, int command, int flags, byte[] payload) {
        return payload(MessageHeader.SIZE + payload.length)
                .putShort((short) id)
                .putShort((short) command)
                .putInt(MessageHeader.SIZE + payload.length)
                .putInt(flags)
                .putInt(0)
                .put(payload)
                .array();
    }

    /** Sends a command and waits for its answer. */
    Message ask(int command, byte[] payload, Fd... fds) throws ErrnoException {
        int id = send(command, payload, fds);
        Message reply = receive();
        assertThat(reply.id).isEqualTo(id);
        assertThat(reply.command).isEqualTo(command);
        assertThat(reply.flags & MessageHeader.TYPE_MASK).isEqualTo(MessageHeader.TYPE_REPLY);
        if (reply.isError()) {
            assertThat(reply.payload.limit()).as("payload of an error").isZero();
        }
        return reply;
    }

    /** Sends a command that must succeed. */
    ByteBuffer expect(int command, byte[] payload, Fd... fds) throws ErrnoException {
        Message reply = ask(command, payload, fds);
        assertThat(reply.isError()).as(() -> Errno.name(reply.error)).isFalse();
        return reply.payload;
    }

    /** Sends a command that must fail; answers why. */
    int expectError(int command, byte[] payload, Fd... fds) throws ErrnoException {
        Message reply = ask(command, payload, fds);
        assertThat(reply.isError()).as("an error").isTrue();
        return reply.error;
    }

    /** Sends a command; answers its id. */
    int send(int command, byte[] payload, Fd... fds) throws ErrnoException {
        lastId = (lastId + 1) & 0xffff;
        sendBytes(message(lastId, command, MessageHeader.TYPE_COMMAND, payload), fds);
        return lastId;
    }

    /** Sends a command that wants no answer. */
    void post(int command, byte[] payload, Fd... fds) throws ErrnoException {
        sendBytes(message(0, command, MessageHeader.NO_REPLY, payload), fds);
    }

    /** Answers a command of the server. */
    void reply(Message command, byte[] payload, Fd... fds) throws ErrnoException {
        sendBytes(message(command.id, command.command, MessageHeader.TYPE_REPLY, payload), fds);
    }

    /** Refuses a command of the server. */
    void refuse(Message command, int errno) throws ErrnoException {
        byte[] bytes =
                message(
                        command.id,
                        command.command,
                        MessageHeader.TYPE_REPLY | MessageHeader.ERROR,
                        new byte[0]);
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(12, errno);
        sendBytes(bytes);
    }

    /** Sends bytes as they are, with one call. */
    void sendBytes(byte[] bytes, Fd... fds) throws ErrnoException {
        try (Arena temporary = Arena.ofConfined()) {
            MemorySegment segment = temporary.allocateFrom(JAVA_BYTE, bytes);
            int result =
                    fds.length == 0
                            ? socket.send(segment, bytes.length)
                            : socket.send(segment, bytes.length, fds);
            if (result < 0) {
                throw new ErrnoException("send", result);
            }
        }
    }

    /** Waits for the next message; there must be one. */
    Message receive() {
        List<Fd> fds = new ArrayList<>();
        assertThat(receiveUntil(MessageHeader.SIZE, fds)).as("a message").isTrue();
        header.wrap(buffer, 0);
        int size = header.messageSize();
        assertThat(receiveUntil(size, fds)).as("the rest of a message").isTrue();
        byte[] payload =
                buffer.asSlice(MessageHeader.SIZE, size - MessageHeader.SIZE).toArray(JAVA_BYTE);
        Message message =
                new Message(
                        header.messageId(),
                        header.command(),
                        header.flags(),
                        header.error(),
                        ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder()),
                        fds);
        received -= size;
        MemorySegment.copy(buffer, size, buffer, 0, received);
        return message;
    }

    /** Whether the server has closed the connection, or does so without another word. */
    boolean isDisconnected() {
        return !receiveUntil(1, new ArrayList<>());
    }

    /** Receives once what comes in a moment, if anything; closes what comes along. */
    void readAnything() throws ErrnoException {
        PollSet ready = new PollSet();
        ready.add(socket);
        ready.await(2);
        socket.receive(buffer, 0, buffer.byteSize(), false);
        for (Fd fd : socket.takeFds()) {
            fd.close();
        }
    }

    /** Closes something with this client. */
    <T extends AutoCloseable> T closingFirst(T closeable) {
        closeables.add(closeable);
        return closeable;
    }

    /** Whether the server closes the connection, whatever it says before. */
    boolean isDisconnectedAtLast() {
        while (receiveUntil(1, new ArrayList<>())) {
            received = 0;
        }
        return true;
    }

    private boolean receiveUntil(int size, List<Fd> fds) {
        while (received < size) {
            int result = socket.receive(buffer, received, buffer.byteSize() - received, true);
            fds.addAll(List.of(socket.takeFds()));
            if (result <= 0) {
                return false;
            }
            received += result;
        }
        return true;
    }

    byte[] readRegion(int region, long offset, int count) throws ErrnoException {
        ByteBuffer reply =
                expect(
                        Command.REGION_READ,
                        payload(16).putLong(offset).putInt(region).putInt(count).array());
        assertThat(reply.getLong()).isEqualTo(offset);
        assertThat(reply.getInt()).isEqualTo(region);
        assertThat(reply.getInt()).isEqualTo(count);
        byte[] data = new byte[reply.remaining()];
        reply.get(data);
        assertThat(data).hasSize(count);
        return data;
    }

    int readInt(int region, long offset) throws ErrnoException {
        return ByteBuffer.wrap(readRegion(region, offset, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    long readLong(int region, long offset) throws ErrnoException {
        return ByteBuffer.wrap(readRegion(region, offset, 8))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    void writeRegion(int region, long offset, byte... data) throws ErrnoException {
        ByteBuffer reply = expect(Command.REGION_WRITE, write(region, offset, data));
        assertThat(reply.remaining()).isEqualTo(16);
        assertThat(reply.getLong()).isEqualTo(offset);
        assertThat(reply.getInt()).isEqualTo(region);
        assertThat(reply.getInt()).isEqualTo(data.length);
    }

    void writeInt(int region, long offset, int value) throws ErrnoException {
        writeRegion(region, offset, bytes(value));
    }

    void writeLong(int region, long offset, long value) throws ErrnoException {
        writeRegion(region, offset, bytes(value));
    }

    /** The payload of a region write. */
    static byte[] write(int region, long offset, byte... data) {
        return payload(16 + data.length)
                .putLong(offset)
                .putInt(region)
                .putInt(data.length)
                .put(data)
                .array();
    }

    static byte[] bytes(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    static byte[] bytes(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            for (AutoCloseable each : closeables) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
            socket.close();
            arena.close();
        }
    }
}
