package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.bytes;
import static dev.barista.vfiouser.VfioUserClient.payload;
import static dev.barista.vfiouser.VfioUserClient.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.PciRegion;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;

@Timeout(60)
class RegionAccessesTest {
    private static final int BAR = 0;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
    }

    @ParameterizedTest
    @CsvSource({
        ProbeDevice.NARROW + ", 1",
        ProbeDevice.SHORT + ", 2",
        ProbeDevice.INT + ", 4",
        ProbeDevice.WIDE + ", 8",
    })
    void aRegisterOfEveryWidthReadsBackWhatWasWritten(int offset, int width) throws Exception {
        byte[] written = Arrays.copyOf(bytes(0x8877665544332211L), width);

        client.writeRegion(BAR, offset, written);

        assertThat(client.readRegion(BAR, offset, width)).isEqualTo(written);
    }

    @Test
    void allOfTheConfigurationSpaceIsReadAtOnce() throws Exception {
        byte[] space = client.readRegion(PciRegion.CONFIG, 0, 256);

        assertThat(space).isEqualTo(served.device().configSpace());
        assertThat(ByteBuffer.wrap(space).getInt()).isEqualTo(0x3412_577e);
    }

    @ParameterizedTest
    @CsvSource({"0, 256", "1, 255", "3, 7", "254, 2", "255, 1", "13, 64", "6, 4"})
    void anyPartOfTheConfigurationSpaceIsTheSameAsInTheWhole(int offset, int count)
            throws Exception {
        byte[] whole = client.readRegion(PciRegion.CONFIG, 0, 256);

        byte[] part = client.readRegion(PciRegion.CONFIG, offset, count);

        assertThat(part).isEqualTo(Arrays.copyOfRange(whole, offset, offset + count));
    }

    @Test
    void aLongTransferReachesManyRegisters() throws Exception {
        byte[] written = new byte[256];
        for (int i = 0; i < written.length; i++) {
            written[i] = (byte) (i * 7);
        }

        client.writeRegion(BAR, ProbeDevice.SCRATCH, written);

        assertThat(client.readRegion(BAR, ProbeDevice.SCRATCH, 256)).isEqualTo(written);
        assertThat(client.readRegion(BAR, ProbeDevice.SCRATCH + 8, 8))
                .isEqualTo(Arrays.copyOfRange(written, 8, 16));
    }

    @Test
    void aPieceOfALongTransferIsAlignedAndAtMostEightBytes() throws Exception {
        // 0x08 is one byte, 0x09 nothing, 0x0a two bytes, 0x0c four: only then all of it is there.
        client.writeRegion(BAR, ProbeDevice.NARROW, (byte) 0x11);
        client.writeRegion(BAR, ProbeDevice.SHORT, (byte) 0x22, (byte) 0x33);
        client.writeInt(BAR, ProbeDevice.INT, 0x77665544);

        byte[] read = client.readRegion(BAR, ProbeDevice.SHORT, 6);

        assertThat(read).containsExactly(0x22, 0x33, 0x44, 0x55, 0x66, 0x77);
    }

    @Test
    void portsAreAccessedByFourBytesAtMost() throws Exception {
        client.writeInt(2, 0, 0x11223344);

        assertThat(client.readLong(2, 0)).isEqualTo(0xffffffff_11223344L);
    }

    @Test
    void aTransferOfNothingIsAnsweredInFull() throws Exception {
        assertThat(client.readRegion(BAR, 0, 0)).isEmpty();
        client.writeRegion(BAR, 0);
    }

    @Test
    void aTransferMayEndWhereTheRegionEnds() throws Exception {
        assertThat(client.readRegion(BAR, 0xff8, 8)).hasSize(8);
        assertThat(client.readRegion(BAR, 0x1000, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xffd, 4",
        "0, 0x1000, 1",
        "0, 0x1001, 0",
        "0, -1, 1",
        "0, 0x7fffffffffffffff, 4",
        "0, 0, -1",
        "0, 0x10, 0x7fffffff",
        "0, 0, 0x100001",
        "1, 0, 4",
        "6, 0, 1",
        "7, 256, 1",
        "8, 0, 1",
        "9, 0, 1",
        "-1, 0, 1",
        "0x7fffffff, 0, 1",
    })
    void aReadOfWhatIsNotThereIsRefused(String region, String offset, String count)
            throws Exception {
        byte[] payload =
                payload(16)
                        .putLong(Long.decode(offset))
                        .putInt(Integer.decode(region))
                        .putInt(Integer.decode(count))
                        .array();

        assertThat(client.expectError(Command.REGION_READ, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0xffd, 4",
        "0, 0x1000, 1",
        "0, -1, 1",
        "0, 0x7fffffffffffffff, 4",
        "1, 0, 4",
        "8, 0, 1",
        "-1, 0, 1",
    })
    void aWriteOfWhatIsNotThereIsRefused(String region, String offset, int count) throws Exception {
        byte[] payload = write(Integer.decode(region), Long.decode(offset), new byte[count]);

        assertThat(client.expectError(Command.REGION_WRITE, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void aReadOfAnotherLengthIsRefused(int length) throws Exception {
        assertThat(client.expectError(Command.REGION_READ, new byte[length]))
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 5, 0x7fffffff})
    void aWriteWhoseCountIsNotThatOfItsDataIsRefused(int count) throws Exception {
        byte[] payload = payload(20).putLong(ProbeDevice.INT).putInt(BAR).putInt(count).array();

        assertThat(client.expectError(Command.REGION_WRITE, payload)).isEqualTo(Errno.EINVAL);
        assertThat(client.readInt(BAR, ProbeDevice.INT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 15})
    void aWriteThatIsTooShortIsRefused(int length) throws Exception {
        assertThat(client.expectError(Command.REGION_WRITE, new byte[length]))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aPostedWriteIsNotAnsweredAndSeenByTheNextRead() throws Exception {
        for (int i = 1; i <= 1000; i++) {
            client.post(Command.REGION_WRITE, write(BAR, ProbeDevice.INT, bytes(i)));
            client.post(Command.REGION_WRITE, write(BAR, ProbeDevice.WIDE, bytes((long) -i)));

            assertThat(client.readInt(BAR, ProbeDevice.INT)).isEqualTo(i);
            assertThat(client.readLong(BAR, ProbeDevice.WIDE)).isEqualTo(-i);
        }
    }

    @Test
    void aPostedWriteThatIsRefusedIsNotAnsweredEither() throws Exception {
        client.post(Command.REGION_WRITE, write(BAR, 0x1000, bytes(1)));

        assertThat(client.readInt(BAR, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void severalWritesInOneMessageAreDoneInTheirOrder() throws Exception {
        byte[] payload =
                payload(8 + 3 * 24)
                        .putLong(3)
                        .put(single(ProbeDevice.INT, 4, 1))
                        .put(single(ProbeDevice.WIDE, 8, 0x1122334455667788L))
                        .put(single(ProbeDevice.INT, 4, 2))
                        .array();

        ByteBuffer reply = client.expect(Command.REGION_WRITE_MULTI, payload);

        assertThat(reply.getLong()).isEqualTo(3);
        assertThat(reply.remaining()).isZero();
        assertThat(client.readInt(BAR, ProbeDevice.INT)).isEqualTo(2);
        assertThat(client.readLong(BAR, ProbeDevice.WIDE)).isEqualTo(0x1122334455667788L);
    }

    @Test
    void severalPostedWritesInOneMessageAreSeenByTheNextRead() throws Exception {
        client.post(
                Command.REGION_WRITE_MULTI,
                payload(8 + 24).putLong(1).put(single(ProbeDevice.INT, 4, 77)).array());

        assertThat(client.readInt(BAR, ProbeDevice.INT)).isEqualTo(77);
    }

    @ParameterizedTest
    @CsvSource({"0x0c, 9", "0x1000, 1", "0xffe, 4", "-1, 1", "0, -1"})
    void noneOfSeveralWritesIsDoneIfOneCannotBe(String offset, int count) throws Exception {
        byte[] payload =
                payload(8 + 2 * 24)
                        .putLong(2)
                        .put(single(ProbeDevice.INT, 4, 1))
                        .put(single(Long.decode(offset), count, 2))
                        .array();

        assertThat(client.expectError(Command.REGION_WRITE_MULTI, payload)).isEqualTo(Errno.EINVAL);
        assertThat(client.readInt(BAR, ProbeDevice.INT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, -1, Long.MIN_VALUE, 0x0aaa_aaaa_aaaa_aaabL, 0x1_0000_0001L})
    void aNumberOfWritesThatIsNotThatInTheMessageIsRefused(long count) throws Exception {
        byte[] payload = payload(8 + 24).putLong(count).put(single(ProbeDevice.INT, 4, 1)).array();

        assertThat(client.expectError(Command.REGION_WRITE_MULTI, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 9, 31, 33})
    void severalWritesOfAnotherLengthAreRefused(int length) throws Exception {
        byte[] payload = new byte[length];
        Arrays.fill(payload, 0, Math.min(1, length), (byte) 1);

        assertThat(client.expectError(Command.REGION_WRITE_MULTI, payload)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void theLargestMessageIsReadToItsEnd() throws Exception {
        // No region is that large, so it is refused, but what follows it is understood.
        byte[] payload = write(BAR, 0, new byte[1 << 20]);

        assertThat(client.expectError(Command.REGION_WRITE, payload)).isEqualTo(Errno.EINVAL);
        assertThat(client.readInt(BAR, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aResetBringsTheRegistersBack() throws Exception {
        client.writeInt(BAR, ProbeDevice.INT, 5);

        client.expect(Command.DEVICE_RESET, new byte[0]);

        assertThat(client.readInt(BAR, ProbeDevice.INT)).isZero();
    }

    @Test
    void aResetWithAPayloadIsRefused() throws Exception {
        client.writeInt(BAR, ProbeDevice.INT, 5);

        assertThat(client.expectError(Command.DEVICE_RESET, new byte[4])).isEqualTo(Errno.EINVAL);
        assertThat(client.readInt(BAR, ProbeDevice.INT)).isEqualTo(5);
    }

    private static byte[] single(long offset, int count, long data) {
        return payload(24).putLong(offset).putInt(BAR).putInt(count).putLong(data).array();
    }
}
