package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What every message has in common that can be wrong with it; the rest is with each message. */
@Timeout(60)
class BadMessagesTest {
    /** Every command that a client may send, with the size of its fixed payload. */
    enum Sent {
        VERSION(Command.VERSION, 4),
        DMA_MAP(Command.DMA_MAP, 32),
        DMA_UNMAP(Command.DMA_UNMAP, 24),
        DEVICE_GET_INFO(Command.DEVICE_GET_INFO, 16),
        DEVICE_GET_REGION_INFO(Command.DEVICE_GET_REGION_INFO, 32),
        DEVICE_GET_REGION_IO_FDS(Command.DEVICE_GET_REGION_IO_FDS, 16),
        DEVICE_GET_IRQ_INFO(Command.DEVICE_GET_IRQ_INFO, 16),
        DEVICE_SET_IRQS(Command.DEVICE_SET_IRQS, 20),
        REGION_READ(Command.REGION_READ, 16),
        REGION_WRITE(Command.REGION_WRITE, 16),
        DEVICE_RESET(Command.DEVICE_RESET, 0),
        REGION_WRITE_MULTI(Command.REGION_WRITE_MULTI, 8),
        DEVICE_FEATURE(Command.DEVICE_FEATURE, 8),
        MIG_DATA_READ(Command.MIG_DATA_READ, 8),
        MIG_DATA_WRITE(Command.MIG_DATA_WRITE, 8);

        final int command;
        final int size;

        Sent(int command, int size) {
            this.command = command;
            this.size = size;
        }
    }

    /** To transfer nothing is legal. */
    private static final Set<Sent> LEGAL_AS_ZEROS =
            EnumSet.of(
                    Sent.DEVICE_RESET,
                    Sent.REGION_READ,
                    Sent.REGION_WRITE,
                    Sent.REGION_WRITE_MULTI);

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
    }

    @ParameterizedTest
    @EnumSource
    void aPayloadThatIsCutOffIsRefused(Sent sent) throws Exception {
        for (int length = 0; length < sent.size; length++) {
            assertThat(client.expectError(sent.command, new byte[length]))
                    .as(length + " bytes")
                    .isEqualTo(Errno.EINVAL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thereCanBeNoMessageOfAllOnes(Sent sent) throws Exception {
        byte[] ones = new byte[sent.size + 64];
        Arrays.fill(ones, (byte) 0xff);

        assertThat(client.expectError(sent.command, ones)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @EnumSource
    void aPayloadOfZerosAsLongAsCanBeIsRefused(Sent sent) throws Exception {
        byte[] most = new byte[Limits.MAX_MESSAGE_SIZE - MessageHeader.SIZE];

        assertThat(client.expectError(sent.command, most)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @EnumSource
    void descriptorsThatAreTooManyOrDoNotBelongThereAreClosed(Sent sent) throws Exception {
        SharedFile file = served.closing(SharedFile.inMemory("file", 4096));
        int before = Fd.openCount();
        Fd[] many = new Fd[Limits.MAX_MSG_FDS + 1];
        Arrays.fill(many, file.fd());

        assertThat(client.expectError(sent.command, new byte[sent.size], many))
                .isEqualTo(Errno.EINVAL);
        assertThat(client.expectError(sent.command, new byte[sent.size], file.fd()))
                .isEqualTo(Errno.EINVAL);

        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void whatWantsNoReplyGetsNoneHoweverWrongItIs(Sent sent) throws Exception {
        byte[] ones = new byte[sent.size + 64];
        Arrays.fill(ones, (byte) 0xff);

        client.post(sent.command, ones);

        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void aReplyThatNobodyAskedForEndsTheConnection(Sent sent) throws Exception {
        client.sendBytes(
                VfioUserClient.message(1, sent.command, MessageHeader.TYPE_REPLY, new byte[16]));

        assertThat(client.isDisconnectedAtLast()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageMayComeByteByByte(Sent sent) throws Exception {
        byte[] message = VfioUserClient.message(7, sent.command, 0, new byte[sent.size]);

        for (byte each : message) {
            client.sendBytes(new byte[] {each});
        }

        VfioUserClient.Message reply = client.receive();
        assertThat(reply.id()).isEqualTo(7);
        assertThat(reply.command()).isEqualTo(sent.command);
        assertThat(reply.isError()).isEqualTo(!LEGAL_AS_ZEROS.contains(sent));
    }

    @Test
    void aHalfMessageIsForgottenWithItsClient() throws Exception {
        byte[] message = VfioUserClient.message(7, Command.DMA_MAP, 0, new byte[32]);
        SharedFile file = served.closing(SharedFile.inMemory("file", 4096));
        int before = Fd.openCount();

        client.sendBytes(Arrays.copyOf(message, 5), file.fd());
        client.close();

        VfioUserClient next = served.client();
        assertThat(next.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        assertThat(Fd.openCount()).as("the next client's socket instead").isEqualTo(before);
    }
}
