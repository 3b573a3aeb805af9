package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.vfiouser.VfioUserClient.Message;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.PciRegion;
import dev.barista.vfiouser.protocol.RegionInfo;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Pages of BARs that clients map. */
@Timeout(60)
class MappedPagesTest {
    private static final int READ_AND_WRITE = RegionInfo.READ | RegionInfo.WRITE;
    private static final int WITH_TWO_AREAS = 32 + 16 + 2 * 16;

    @RegisterExtension
    final ServedProbe served = new ServedProbe(new WaitPolicy.Block(), new MappedProbe_Type());

    private VfioUserClient client;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
    }

    @Test
    void aRegionWithMappedPartsNamesThemAndSendsTheFile() throws Exception {
        Message reply = regionInfo(0, WITH_TWO_AREAS);
        ByteBuffer info = reply.payload();

        assertThat(info.remaining()).isEqualTo(WITH_TWO_AREAS);
        assertThat(info.getInt(0)).as("argsz").isEqualTo(WITH_TWO_AREAS);
        assertThat(info.getInt(4))
                .as("flags")
                .isEqualTo(READ_AND_WRITE | RegionInfo.MMAP | RegionInfo.CAPS);
        assertThat(info.getInt(12)).as("cap_offset").isEqualTo(32);
        assertThat(info.getLong(16)).as("size").isEqualTo(0x4000);
        assertThat(info.getLong(24)).as("offset").isZero();
        assertThat(info.getShort(32)).as("capability id").isEqualTo((short) 1);
        assertThat(info.getShort(34)).as("capability version").isEqualTo((short) 1);
        assertThat(info.getInt(36)).as("next capability").isZero();
        assertThat(info.getInt(40)).as("areas").isEqualTo(2);
        assertThat(info.getInt(44)).as("reserved").isZero();
        assertThat(info.getLong(48)).as("first area's offset").isEqualTo(0x1000);
        assertThat(info.getLong(56)).as("first area's size").isEqualTo(0x1000);
        assertThat(info.getLong(64)).as("second area's offset").isEqualTo(0x3000);
        assertThat(info.getLong(72)).as("second area's size").isEqualTo(0x1000);
        assertThat(reply.fds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, WITH_TWO_AREAS - 1})
    void aReplyWithoutRoomForTheAreasSaysWhatTheyNeedAndNothingOfMapping(int argsz)
            throws Exception {
        Message reply = regionInfo(0, argsz);

        assertThat(reply.payload().remaining()).isEqualTo(32);
        assertThat(reply.payload().getInt(0)).as("argsz").isEqualTo(WITH_TWO_AREAS);
        assertThat(reply.payload().getInt(4)).as("flags").isEqualTo(READ_AND_WRITE);
        assertThat(reply.payload().getInt(12)).as("cap_offset").isZero();
        assertThat(reply.fds()).isEmpty();
    }

    @Test
    void aRegionThatIsMappedAsAWholeNeedsNoCapability() throws Exception {
        Message reply = regionInfo(2, 32);

        assertThat(reply.payload().getInt(0)).as("argsz").isEqualTo(32);
        assertThat(reply.payload().getInt(4))
                .as("flags")
                .isEqualTo(READ_AND_WRITE | RegionInfo.MMAP);
        assertThat(reply.fds()).hasSize(1);
    }

    @Test
    void regionsWithoutMappedPagesSendNoFile() throws Exception {
        Message reply = regionInfo(PciRegion.CONFIG, 4096);

        assertThat(reply.payload().getInt(0)).as("argsz").isEqualTo(32);
        assertThat(reply.payload().getInt(4)).as("flags").isEqualTo(READ_AND_WRITE);
        assertThat(reply.fds()).isEmpty();
    }

    @Test
    void whatAClientStoresTheDeviceSeesAtTheNextDoorbell() throws Exception {
        MemorySegment bar = map(0, 0x4000);
        bar.set(JAVA_LONG, MappedProbe.REQUEST, 23);

        client.writeInt(0, MappedProbe.DOORBELL, 1);

        assertThat(bar.get(JAVA_INT, MappedProbe.TOTAL))
                .isEqualTo(MappedProbe.TOTAL_AFTER_RESET + 23);
        assertThat(bar.get(JAVA_LONG, MappedProbe.REQUEST)).isZero();
    }

    @Test
    void messagesReachTheSameMemory() throws Exception {
        MemorySegment bar = map(0, 0x4000);

        client.writeLong(0, MappedProbe.REQUEST, 0x0102_0304_0506_0708L);

        assertThat(bar.get(JAVA_LONG, MappedProbe.REQUEST)).isEqualTo(0x0102_0304_0506_0708L);
        assertThat(client.readInt(0, MappedProbe.TOTAL)).isEqualTo(MappedProbe.TOTAL_AFTER_RESET);
        assertThat(client.readRegion(0, 0x1000, 0x1000)).hasSize(0x1000);
    }

    @Test
    void theNextClientMapsTheSameMemory() throws Exception {
        map(0, 0x4000).set(JAVA_LONG, MappedProbe.REQUEST, 5);
        client.close();
        client = served.client();

        assertThat(map(0, 0x4000).get(JAVA_LONG, MappedProbe.REQUEST)).isEqualTo(5);
    }

    @Test
    void aResetByMessageIsSeenInTheMapping() throws Exception {
        MemorySegment bar = map(0, 0x4000);
        bar.set(JAVA_INT, MappedProbe.TOTAL, 1);
        bar.set(JAVA_LONG, MappedProbe.REQUEST, 2);

        client.expect(Command.DEVICE_RESET, new byte[0]);

        assertThat(bar.get(JAVA_INT, MappedProbe.TOTAL)).isEqualTo(MappedProbe.TOTAL_AFTER_RESET);
        assertThat(bar.get(JAVA_LONG, MappedProbe.REQUEST)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x1000})
    void aClientCannotMakeTheFileShorter(long size) throws Exception {
        SharedFile file = served.closing(new SharedFile(regionInfo(0, 4096).fds().getFirst()));

        assertThatThrownBy(() -> file.resize(size))
                .isInstanceOf(ErrnoException.class)
                .hasMessageContaining("EPERM");
    }

    private MemorySegment map(int region, long size) throws Exception {
        SharedFile file = served.closing(new SharedFile(regionInfo(region, 4096).fds().getFirst()));
        Mapping mapping = served.closing(file.map(0, size, true));
        return mapping.segment();
    }

    private Message regionInfo(int index, int argsz) throws Exception {
        Message reply =
                client.ask(
                        Command.DEVICE_GET_REGION_INFO,
                        payload(32).putInt(argsz).putInt(0).putInt(index).array());
        assertThat(reply.isError()).isFalse();
        reply.fds().forEach(served::closing);
        return reply;
    }
}
