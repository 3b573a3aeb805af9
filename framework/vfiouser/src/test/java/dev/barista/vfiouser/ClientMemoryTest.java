package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.vfiouser.VfioUserClient.Message;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/** Memory without a descriptor: the server asks the client for it. */
@Timeout(120)
class ClientMemoryTest {
    private static final long ADDRESS = 0x10_0000;
    private static final int SIZE = 0x10_0000;
    private static final int DMA_PATIENCE_MILLIS = 5_000;

    /** Which socket the server's commands come through. */
    enum Socket {
        SHARED("{\"capabilities\":{\"max_data_xfer_size\":4096}}"),
        TWIN(
                "{\"capabilities\":{\"max_data_xfer_size\":4096,"
                        + "\"twin_socket\":{\"supported\":true}}}");

        final String capabilities;

        Socket(String capabilities) {
            this.capabilities = capabilities;
        }
    }

    @RegisterExtension
    final ServedProbe served =
            new ServedProbe(
                    new ServingOptions(
                            new WaitPolicy.Block(),
                            address -> false,
                            Duration.ofMillis(DMA_PATIENCE_MILLIS)));

    private final byte[] ram = new byte[SIZE];
    private VfioUserClient client;

    /** Where the server's commands come. */
    private VfioUserClient commands;

    @BeforeEach
    void connect() throws Exception {
        client = served.connect();
        commands = client;
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void theDeviceReadsAndWritesThroughMessages(Socket socket) throws Exception {
        connect(socket);
        map(3);
        ByteBuffer.wrap(ram).order(ByteOrder.LITTLE_ENDIAN).putLong(0x18, 0x1122_3344L);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS + 0x18);

        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        Message read = commands.receive();
        assertThat(read.command()).isEqualTo(Command.DMA_READ);
        assertThat(read.flags()).isEqualTo(MessageHeader.TYPE_COMMAND);
        assertThat(read.payload().getLong(0)).as("address").isEqualTo(ADDRESS + 0x18);
        assertThat(read.payload().getLong(8)).as("count").isEqualTo(8);
        serve(read);
        finish();

        assertThat(client.readLong(0, ProbeDevice.DMA_DATA)).isEqualTo(0x1122_3344L);

        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS + 0x100);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_WRITE);
        serve(commands.receive());
        finish();
        assertThat(ram[0x100]).isEqualTo((byte) 0x44);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aLongTransferComesInPiecesThatTheClientTakes(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS + 5);

        start(ProbeDevice.BLOCK_WRITE, 10_000);
        for (int expected : new int[] {4096, 4096, 10_000 - 2 * 4096}) {
            Message write = commands.receive();
            assertThat(write.payload().getLong(8)).isEqualTo(expected);
            assertThat(write.payload().limit()).isEqualTo(16 + expected);
            serve(write);
        }
        finish();

        for (int i = 0; i < 10_000; i++) {
            assertThat(ram[5 + i]).isEqualTo((byte) i);
        }
        start(ProbeDevice.BLOCK_READ, 10_000);
        for (int i = 0; i < 3; i++) {
            serve(commands.receive());
        }
        finish();
        int sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += i & 0xff;
        }
        assertThat(client.readInt(0, ProbeDevice.BLOCK_SUM)).isEqualTo(sum);
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void commandsThatComeMeanwhileAreExecutedAfterIt(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);

        start(ProbeDevice.BLOCK_READ, 100);
        Message read = commands.receive();
        client.post(Command.REGION_WRITE, VfioUserClient.write(0, ProbeDevice.INT, new byte[4]));
        for (int i = 0; i < 2000; i++) {
            client.post(
                    Command.REGION_WRITE,
                    VfioUserClient.write(0, ProbeDevice.INT, VfioUserClient.bytes(i)));
        }
        client.send(
                Command.REGION_READ,
                payload(16).putLong(ProbeDevice.INT).putInt(0).putInt(4).array());
        client.send(Command.DEVICE_GET_INFO, payload(16).putInt(16).array());
        serve(read);

        finish();
        assertThat(client.receive().payload().getInt(16)).isEqualTo(1999);
        assertThat(client.receive().command()).isEqualTo(Command.DEVICE_GET_INFO);
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aReplyMayComeInTwoHalvesBetweenOtherMessages(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.BLOCK_READ, 4096);
        Message read = commands.receive();
        client.post(
                Command.REGION_WRITE,
                VfioUserClient.write(0, ProbeDevice.INT, VfioUserClient.bytes(1)));
        byte[] reply =
                VfioUserClient.message(
                        read.id(), read.command(), MessageHeader.TYPE_REPLY, replyTo(read));

        commands.sendBytes(Arrays.copyOf(reply, 7));
        commands.sendBytes(Arrays.copyOfRange(reply, 7, 3000));
        commands.sendBytes(Arrays.copyOfRange(reply, 3000, reply.length));

        finish();
        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(1);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aTimersDmaIsAnsweredWhileTheClientDoesOtherThings(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        client.post(
                Command.REGION_WRITE,
                VfioUserClient.write(0, ProbeDevice.TIMER, VfioUserClient.bytes(1)));
        Message read = commands.receive(); // the device waits, and so does whoever needs it
        client.send(Command.DEVICE_GET_INFO, payload(16).putInt(16).array());
        assertThat(client.receive().command()).isEqualTo(Command.DEVICE_GET_INFO);
        client.send(
                Command.REGION_READ,
                payload(16).putLong(ProbeDevice.DONE).putInt(0).putInt(4).array());
        client.send(Command.DEVICE_GET_INFO, payload(16).putInt(16).array());
        serve(read);

        assertThat(client.receive().payload().getInt(16)).isEqualTo(1);
        assertThat(client.receive().command()).isEqualTo(Command.DEVICE_GET_INFO);
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void everyCommandIsAnsweredWhileADeviceWaits(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        client.writeInt(0, ProbeDevice.TIMER, 1);
        Message read = commands.receive();

        for (int i = 0; i < 3_000; i++) { // a race: the device's thread may read in between
            client.send(Command.DEVICE_GET_INFO, payload(16).putInt(16).array());
            assertThat(client.receive().command()).isEqualTo(Command.DEVICE_GET_INFO);
        }

        serve(read);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void anAccessThatTheClientRefusesIsAFault(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);

        commands.refuse(commands.receive(), Errno.EINVAL);

        finish();
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        serve(commands.receive());
        finish();
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aClientThatNeverAnswersIsDisconnectedAndTheNextIsServed(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        commands.receive();

        assertThat(client.isDisconnected()).isTrue();

        nextClientFindsOneFault();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aClientThatGoesAwayMeanwhileHoldsNothingUp(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        commands.receive();

        client.close(); // and keeps its twin

        nextClientFindsOneFault();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aHostThatIsClosedMeanwhileDoesNotWait(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        commands.receive();

        served.host().close();

        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aReplyWithAnotherIdEndsTheConnection(Socket socket) throws Exception {
        Message read = readUnderWay(socket);

        commands.sendBytes(
                VfioUserClient.message(
                        read.id() + 1, read.command(), MessageHeader.TYPE_REPLY, replyTo(read)));

        assertThat(client.isDisconnected()).isTrue();
        nextClientFindsOneFault();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aReplyToAnotherCommandEndsTheConnection(Socket socket) throws Exception {
        Message read = readUnderWay(socket);

        commands.sendBytes(
                VfioUserClient.message(
                        read.id(), Command.DMA_WRITE, MessageHeader.TYPE_REPLY, replyTo(read)));

        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 23, 25, 4096})
    void aReplyOfAnotherLengthEndsTheConnection(int length) throws Exception {
        Message read = readUnderWay(Socket.SHARED);

        commands.reply(read, Arrays.copyOf(replyTo(read), length));

        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 23, 25, 1 << 20})
    void aReplyOfAnotherLengthThroughTheTwinEndsTheConnection(int length) throws Exception {
        Message read = readUnderWay(Socket.TWIN);

        try {
            commands.reply(read, Arrays.copyOf(replyTo(read), length));
        } catch (ErrnoException closed) {
            // The server need not read all of it to know.
        }

        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void aReplyAboutAnotherAddressEndsTheConnection(Socket socket) throws Exception {
        Message read = readUnderWay(socket);
        byte[] reply = replyTo(read);
        reply[0] ^= 1;

        commands.reply(read, reply);

        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void aSecondReplyEndsTheConnection() throws Exception {
        Message read = readUnderWay(Socket.SHARED);

        serve(read);
        serve(read);

        assertThat(client.isDisconnectedAtLast()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Socket.class)
    void descriptorsWithAReplyAreClosed(Socket socket) throws Exception {
        Message read = readUnderWay(socket);
        SharedFile file = served.closing(SharedFile.inMemory("file", 4096));
        int before = Fd.openCount();

        commands.reply(read, replyTo(read), file.fd());

        if (socket == Socket.TWIN) {
            assertThat(client.isDisconnected()).isTrue();
        } else {
            finish();
            assertThat(Fd.openCount()).isEqualTo(before);
        }
    }

    @Test
    void aReplyThatNobodyWaitsForEndsTheConnection() throws Exception {
        connect(Socket.SHARED);
        map(3);

        client.sendBytes(
                VfioUserClient.message(
                        1, Command.DMA_READ, MessageHeader.TYPE_REPLY, new byte[24]));

        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void aCommandThroughTheTwinEndsTheConnection() throws Exception {
        readUnderWay(Socket.TWIN);

        commands.send(Command.DEVICE_RESET, new byte[0]);

        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void aClientThatSendsOnWithoutEndInsteadOfAnsweringIsDisconnected() throws Exception {
        readUnderWay(Socket.SHARED);
        byte[] posted =
                VfioUserClient.message(
                        0,
                        Command.REGION_WRITE,
                        MessageHeader.NO_REPLY,
                        VfioUserClient.write(0, ProbeDevice.SCRATCH, new byte[256]));

        int sent = 0;
        try {
            while (sent < 64 << 20) {
                client.sendBytes(posted);
                sent += posted.length;
            }
        } catch (ErrnoException disconnected) {
            // as it should be
        }

        assertThat(sent).isLessThan(64 << 20);
        nextClientFindsOneFault();
    }

    @Test
    void aClientThatTakesNoDataCannotHaveMemoryWithoutADescriptor() throws Exception {
        connect("{\"capabilities\":{\"max_data_xfer_size\":0}}");

        assertThat(client.expectError(Command.DMA_MAP, mapping(3, 0))).isEqualTo(Errno.EINVAL);
    }

    @Test
    void memoryWithoutADescriptorHasNoOffset() throws Exception {
        connect(Socket.SHARED);

        assertThat(client.expectError(Command.DMA_MAP, mapping(3, 4096))).isEqualTo(Errno.EINVAL);
    }

    @Test
    void whatIsOnlyReadableIsNotWrittenByMessages() throws Exception {
        connect(Socket.SHARED);
        map(1);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);

        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_WRITE);

        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    @Test
    void memoryIsUnmappedWhileATimersReadIsUnderWay() throws Exception {
        connect(Socket.SHARED);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        client.writeInt(0, ProbeDevice.TIMER, 1);
        Message read = commands.receive();

        int id =
                client.send(
                        Command.DMA_UNMAP,
                        payload(24).putInt(24).putInt(0).putLong(ADDRESS).putLong(SIZE).array());
        serve(read);

        assertThat(client.receive().id()).isEqualTo(id);
        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    private void connect(Socket socket) throws Exception {
        Message reply = connect(socket.capabilities);
        if (socket == Socket.TWIN) {
            assertThat(reply.fds()).hasSize(1);
            assertThat(new String(reply.payload().array(), UTF_8))
                    .contains("\"twin_socket\":{\"supported\":true,\"fd_index\":0}");
            commands = served.closing(VfioUserClient.on(reply.fds().getFirst()));
        }
    }

    private Message connect(String capabilities) throws Exception {
        Message reply = client.ask(Command.VERSION, VfioUserClient.version(0, 1, capabilities));
        assertThat(reply.isError()).isFalse();
        return reply;
    }

    private Message readUnderWay(Socket socket) throws Exception {
        connect(socket);
        map(3);
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, ADDRESS);
        start(ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        return commands.receive();
    }

    private void nextClientFindsOneFault() throws Exception {
        client.close();
        VfioUserClient next = served.client();
        assertThat(next.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    private void map(int flags) throws Exception {
        client.expect(Command.DMA_MAP, mapping(flags, 0));
    }

    private static byte[] mapping(int flags, long offset) {
        return payload(32)
                .putInt(32)
                .putInt(flags)
                .putLong(offset)
                .putLong(ADDRESS)
                .putLong(SIZE)
                .array();
    }

    /** Writes a register; {@link #finish} takes the reply. */
    private void start(int register, int value) throws Exception {
        client.send(
                Command.REGION_WRITE,
                VfioUserClient.write(0, register, VfioUserClient.bytes(value)));
    }

    private void finish() {
        Message reply = client.receive();
        assertThat(reply.command()).isEqualTo(Command.REGION_WRITE);
        assertThat(reply.isError()).isFalse();
    }

    /** Does what a command asks, in {@link #ram}. */
    private void serve(Message command) throws Exception {
        commands.reply(command, replyTo(command));
    }

    private byte[] replyTo(Message command) {
        int at = (int) (command.payload().getLong(0) - ADDRESS);
        int count = (int) command.payload().getLong(8);
        ByteBuffer reply =
                payload(command.command() == Command.DMA_READ ? 16 + count : 16)
                        .putLong(ADDRESS + at)
                        .putLong(count);
        if (command.command() == Command.DMA_READ) {
            reply.put(ram, at, count);
        } else {
            assertThat(command.command()).isEqualTo(Command.DMA_WRITE);
            command.payload().get(16, ram, at, count);
        }
        byte[] bytes = new byte[reply.limit()];
        reply.get(0, bytes);
        return bytes;
    }
}
