package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.bytes;
import static dev.barista.vfiouser.VfioUserClient.message;
import static dev.barista.vfiouser.VfioUserClient.payload;
import static dev.barista.vfiouser.VfioUserClient.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.VfioUserClient.Message;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** How messages are told apart, through a server, because that is where it must hold. */
@Timeout(60)
class InboxTest {
    private static final long PAGE = 4096;

    @RegisterExtension final ServedProbe served = new ServedProbe();

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 15, 16, 17, 24, 31})
    void aMessageMayArriveInTwoParts(int first) throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(7, Command.REGION_READ, 0, read(ProbeDevice.ID_OFFSET, 4));

        client.sendBytes(Arrays.copyOf(message, first));
        client.sendBytes(Arrays.copyOfRange(message, first, message.length));

        assertThat(answer(client, 7)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aMessageMayArriveByteByByte() throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(8, Command.REGION_READ, 0, read(ProbeDevice.ID_OFFSET, 4));

        for (byte each : message) {
            client.sendBytes(new byte[] {each});
        }

        assertThat(answer(client, 8)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void severalMessagesMayArriveAtOnceAndAreAnsweredInTheirOrder() throws Exception {
        VfioUserClient client = served.client();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(message(1, Command.REGION_WRITE, 0, write(0, ProbeDevice.INT, bytes(41))));
        all.write(message(2, Command.REGION_READ, 0, read(ProbeDevice.INT, 4)));
        all.write(
                message(
                        3,
                        Command.REGION_WRITE,
                        MessageHeader.NO_REPLY,
                        write(0, ProbeDevice.INT, bytes(42))));
        all.write(message(4, Command.REGION_READ, 0, read(ProbeDevice.INT, 4)));

        client.sendBytes(all.toByteArray());

        assertThat(client.receive().id()).isEqualTo(1);
        assertThat(answer(client, 2)).isEqualTo(41);
        assertThat(answer(client, 4)).isEqualTo(42);
    }

    @Test
    void manyMessagesOfOddSizesKeepTheirBoundaries() throws Exception {
        VfioUserClient client = served.client();
        for (int round = 0; round < 300; round++) {
            int length = 1 + round * 37 % 5000;
            client.send(Command.REGION_WRITE, write(0, 0x2000, new byte[length]));
            client.send(Command.REGION_READ, read(ProbeDevice.ID_OFFSET, 4));
            assertThat(client.receive().error()).isEqualTo(Errno.EINVAL);
            assertThat(client.receive().payload().limit()).isEqualTo(20);
        }
    }

    @Test
    void aMessageMayHaveTheSameIdAsAnother() throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(5, Command.REGION_READ, 0, read(ProbeDevice.ID_OFFSET, 4));

        client.sendBytes(message);
        client.sendBytes(message);

        assertThat(answer(client, 5)).isEqualTo(ProbeDevice.ID_VALUE);
        assertThat(answer(client, 5)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, -1, Integer.MIN_VALUE, Limits.MAX_MESSAGE_SIZE + 1})
    void aSizeThatCannotBeIsRefusedAndTheClientDisconnected(int size) throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(9, Command.REGION_READ, 0, read(0, 4));
        ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(4, size);

        client.sendBytes(message);

        Message reply = client.receive();
        assertThat(reply.id()).isEqualTo(9);
        assertThat(reply.error()).isEqualTo(Errno.EINVAL);
        assertThat(client.isDisconnected()).isTrue();
        assertThat(served.client().readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aSizeThatCannotBeIsNotAnsweredIfNoAnswerIsWanted() throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(9, Command.REGION_READ, MessageHeader.NO_REPLY, new byte[0]);
        message[4] = 3;

        client.sendBytes(message);

        assertThat(client.isDisconnected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 0x11, 0x21})
    void whatIsNoCommandDisconnectsWithoutAnAnswer(int flags) throws Exception {
        VfioUserClient client = served.client();

        client.sendBytes(message(1, Command.REGION_READ, flags, read(0, 4)));

        assertThat(client.isDisconnected()).isTrue();
        assertThat(served.client().readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 20})
    void aClientThatLeavesInTheMiddleOfAMessageIsForgotten(int sent) throws Exception {
        VfioUserClient client = served.client();
        client.sendBytes(
                Arrays.copyOf(message(1, Command.REGION_WRITE, 0, write(0, 0, bytes(1))), sent));

        client.close();

        assertThat(served.client().readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void anErrorFieldInACommandMeansNothing() throws Exception {
        VfioUserClient client = served.client();
        byte[] message = message(6, Command.REGION_READ, 0, read(ProbeDevice.ID_OFFSET, 4));
        Arrays.fill(message, 12, 16, (byte) 0x5a);

        client.sendBytes(message);

        assertThat(answer(client, 6)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void descriptorsBelongToTheMessageTheyCameWithAndNotToThoseBeforeIt() throws Exception {
        VfioUserClient client = served.client();
        SharedFile ram = served.closing(SharedFile.inMemory("ram", PAGE));

        client.send(Command.REGION_READ, read(ProbeDevice.ID_OFFSET, 4));
        client.send(Command.REGION_READ, read(ProbeDevice.ID_OFFSET, 4));
        client.send(Command.DMA_MAP, DmaRegionsTest.mapping(3, 0, 0, PAGE), ram.fd());
        client.send(Command.REGION_READ, read(ProbeDevice.ID_OFFSET, 4));

        for (int i = 0; i < 4; i++) {
            assertThat(client.receive().isError()).as("answer %d", i).isFalse();
        }
    }

    @Test
    void descriptorsMayComeWithAnyPartOfTheirMessage() throws Exception {
        VfioUserClient client = served.client();
        SharedFile ram = served.closing(SharedFile.inMemory("ram", PAGE));
        byte[] first = message(1, Command.DMA_MAP, 0, DmaRegionsTest.mapping(3, 0, 0, PAGE));
        byte[] second = message(2, Command.DMA_MAP, 0, DmaRegionsTest.mapping(3, 0, PAGE, PAGE));

        client.sendBytes(Arrays.copyOf(first, 8), ram.fd());
        client.sendBytes(Arrays.copyOfRange(first, 8, first.length));
        client.sendBytes(Arrays.copyOf(second, 20));
        client.sendBytes(Arrays.copyOfRange(second, 20, second.length), ram.fd());

        assertThat(client.receive().isError()).isFalse();
        assertThat(client.receive().isError()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Command.REGION_READ,
                Command.REGION_WRITE,
                Command.DEVICE_RESET,
                Command.DEVICE_GET_INFO,
                Command.DMA_UNMAP,
                99
            })
    void descriptorsWhereNoneBelongAreRefusedAndClosed(int command) throws Exception {
        VfioUserClient client = served.client();
        EventFd event = served.closing(EventFd.create());
        int before = Fd.openCount();

        int errno = client.expectError(command, new byte[0], event.fd(), event.fd());

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void moreDescriptorsThanWereAgreedOnAreRefusedAndClosed() throws Exception {
        VfioUserClient client = served.client();
        EventFd event = served.closing(EventFd.create());
        int before = Fd.openCount();
        Fd[] many = new Fd[Limits.MAX_MSG_FDS + 1];
        Arrays.fill(many, event.fd());

        int errno = client.expectError(Command.DEVICE_SET_IRQS, new byte[20], many);

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void aMessageThatGathersDescriptorsWithoutEndIsCutOff() throws Exception {
        VfioUserClient client = served.client();
        EventFd event = served.closing(EventFd.create());
        byte[] message = message(1, Command.DEVICE_SET_IRQS, 0, new byte[1000]);

        int sent = 0;
        try {
            while (sent < message.length) {
                client.sendBytes(new byte[] {message[sent++]}, event.fd());
            }
        } catch (ErrnoException e) {
            assertThat(e.errno()).isIn(Errno.EPIPE, Errno.ECONNRESET);
        }

        assertThat(sent).isLessThan(message.length);
        assertThat(served.client().readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void descriptorsOfAMessageThatNeverEndsAreClosed() throws Exception {
        EventFd event = served.closing(EventFd.create());
        VfioUserClient client = served.client();
        client.sendBytes(new byte[10], event.fd(), event.fd());

        client.close();

        served.client();
        // ServedProbe counts descriptors when all is over.
    }

    private static byte[] read(long offset, int count) {
        return payload(16).putLong(offset).putInt(0).putInt(count).array();
    }

    private static int answer(VfioUserClient client, int id) {
        Message reply = client.receive();
        assertThat(reply.id()).isEqualTo(id);
        assertThat(reply.isError()).isFalse();
        return reply.payload().getInt(16);
    }
}
