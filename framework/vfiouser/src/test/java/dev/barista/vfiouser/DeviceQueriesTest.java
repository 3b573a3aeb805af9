package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqInfo;
import dev.barista.vfiouser.protocol.PciRegion;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;

@Timeout(60)
class DeviceQueriesTest {
    private static final int READ_AND_WRITE = 3;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
    }

    @Test
    void aDeviceIsAPciFunctionThatCanBeReset() throws Exception {
        ByteBuffer reply = client.expect(Command.DEVICE_GET_INFO, payload(16).putInt(16).array());

        assertThat(reply.getInt()).as("argsz").isEqualTo(16);
        assertThat(reply.getInt()).as("flags").isEqualTo(3);
        assertThat(reply.getInt()).as("regions").isEqualTo(9);
        assertThat(reply.getInt()).as("kinds of interrupt").isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x1000",
        "2, 64",
        "4, 0x1000",
        "7, 256",
    })
    void aRegionThatIsThereHasItsSizeAndCanBeReadAndWritten(String index, String size)
            throws Exception {
        ByteBuffer reply = regionInfo(Integer.decode(index), 32);

        assertThat(reply.getInt()).as("argsz").isEqualTo(32);
        assertThat(reply.getInt()).as("flags").isEqualTo(READ_AND_WRITE);
        assertThat(reply.getInt()).as("index").isEqualTo(Integer.decode(index));
        assertThat(reply.getInt()).as("cap_offset").isZero();
        assertThat(reply.getLong()).as("size").isEqualTo(Long.decode(size));
        assertThat(reply.getLong()).as("offset").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, PciRegion.ROM, PciRegion.VGA})
    void aRegionThatIsNotThereIsEmpty(int index) throws Exception {
        ByteBuffer reply = regionInfo(index, 32);

        assertThat(reply.getInt(4)).as("flags").isZero();
        assertThat(reply.getLong(16)).as("size").isZero();
    }

    @Test
    void aLargerBufferThanNeededIsFine() throws Exception {
        assertThat(regionInfo(0, 4096).getInt(0)).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 100, -1, Integer.MIN_VALUE})
    void aRegionOfNoPciDeviceIsRefused(int index) throws Exception {
        byte[] payload = payload(32).putInt(32).putInt(0).putInt(index).array();

        assertThat(client.expectError(Command.DEVICE_GET_REGION_INFO, payload))
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({
        IrqIndex.INTX + ", 1, " + (IrqInfo.EVENTFD | IrqInfo.MASKABLE | IrqInfo.AUTOMASKED),
        IrqIndex.MSI + ", 2, " + (IrqInfo.EVENTFD | IrqInfo.MASKABLE),
        IrqIndex.MSIX + ", 4, " + (IrqInfo.EVENTFD | IrqInfo.MASKABLE),
        IrqIndex.ERR + ", 0, " + (IrqInfo.EVENTFD | IrqInfo.MASKABLE),
        IrqIndex.REQ + ", 0, " + (IrqInfo.EVENTFD | IrqInfo.MASKABLE),
    })
    void aKindOfInterruptHasAsManyAsTheDeviceDeclares(int index, int count, int flags)
            throws Exception {
        ByteBuffer reply =
                client.expect(
                        Command.DEVICE_GET_IRQ_INFO,
                        payload(16).putInt(16).putInt(0).putInt(index).array());

        assertThat(reply.getInt()).as("argsz").isEqualTo(16);
        assertThat(reply.getInt()).as("flags").isEqualTo(flags);
        assertThat(reply.getInt()).as("index").isEqualTo(index);
        assertThat(reply.getInt()).as("count").isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -1, Integer.MAX_VALUE})
    void aKindOfInterruptOfNoPciDeviceIsRefused(int index) throws Exception {
        byte[] payload = payload(16).putInt(16).putInt(0).putInt(index).array();

        assertThat(client.expectError(Command.DEVICE_GET_IRQ_INFO, payload))
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({
        Command.DEVICE_GET_INFO + ", 16",
        Command.DEVICE_GET_REGION_INFO + ", 32",
        Command.DEVICE_GET_IRQ_INFO + ", 16",
    })
    void aBufferThatTheReplyDoesNotFitIntoIsRefused(int command, int size) throws Exception {
        byte[] payload = payload(size).putInt(size - 1).array();

        assertThat(client.expectError(command, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({
        Command.DEVICE_GET_INFO + ", 15",
        Command.DEVICE_GET_INFO + ", 17",
        Command.DEVICE_GET_REGION_INFO + ", 31",
        Command.DEVICE_GET_IRQ_INFO + ", 0",
        Command.DEVICE_GET_REGION_IO_FDS + ", 15",
        Command.DEVICE_GET_REGION_IO_FDS + ", 17",
        Command.DEVICE_FEATURE + ", 7",
        Command.MIG_DATA_READ + ", 7",
        Command.MIG_DATA_READ + ", 9",
        Command.MIG_DATA_WRITE + ", 7",
    })
    void aQuestionOfAnotherLengthIsRefused(int command, int length) throws Exception {
        byte[] payload = new byte[length];
        if (length >= 4) {
            payload(4).putInt(length).flip().get(payload, 0, 4);
        }

        assertThat(client.expectError(command, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 14, 19, 0xffff, Command.DMA_READ, Command.DMA_WRITE})
    void whatIsNoCommandForAServerIsRefused(int command) throws Exception {
        assertThat(client.expectError(command, new byte[16])).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 6, 7, 8})
    void noRegionHasDescriptorsForItsWrites(int index) throws Exception {
        ByteBuffer reply = client.expect(Command.DEVICE_GET_REGION_IO_FDS, ioFds(64, 0, index, 0));

        assertThat(reply.limit()).isEqualTo(16);
        assertThat(reply.getInt()).as("argsz").isEqualTo(16);
        assertThat(reply.getInt()).as("flags").isZero();
        assertThat(reply.getInt()).as("index").isEqualTo(index);
        assertThat(reply.getInt()).as("count").isZero();
    }

    @ParameterizedTest
    @CsvSource({"15, 0, 0, 0", "64, 1, 0, 0", "64, 0, 9, 0", "64, 0, -1, 0", "64, 0, 0, 1"})
    void aQuestionForDescriptorsThatCannotBeIsRefused(int argsz, int flags, int index, int count)
            throws Exception {
        assertThat(
                        client.expectError(
                                Command.DEVICE_GET_REGION_IO_FDS,
                                ioFds(argsz, flags, index, count)))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aQuestionForARegionMayHaveRoomForTheAnswerInIt() throws Exception {
        ByteBuffer reply =
                client.expect(
                        Command.DEVICE_GET_REGION_INFO,
                        payload(80).putInt(80).putInt(0).putInt(0).array());

        assertThat(reply.limit()).isEqualTo(32);
    }

    private static byte[] ioFds(int argsz, int flags, int index, int count) {
        return payload(16).putInt(argsz).putInt(flags).putInt(index).putInt(count).array();
    }

    private ByteBuffer regionInfo(int index, int argsz) throws Exception {
        return client.expect(
                Command.DEVICE_GET_REGION_INFO,
                payload(32).putInt(argsz).putInt(0).putInt(index).array());
    }
}
