package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DmaMap;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.MessageHeader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Devices of one process, each with a socket and clients of its own. */
@Timeout(60)
class ManyDevicesTest {
    private static final int DEVICES = 8;
    private static final long RAM_ADDRESS = 0x10_0000;
    private static final int RAM_SIZE = 0x1000;

    @TempDir Path folder;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final List<VfioUserClient> clients = new ArrayList<>();
    private int fdsBefore;
    private int mappingsBefore;
    private HdvHost host;

    @BeforeEach
    void serve() throws Exception {
        fdsBefore = Fd.openCount();
        mappingsBefore = Mapping.liveCount();
        HdvHost.Builder builder = HdvHost.builder().partition(VfioUserPartition.in(folder));
        for (int i = 0; i < DEVICES; i++) {
            builder.device(new ProbeDevice_Type(), Map.of());
        }
        host = builder.open();
        for (HostedDevice device : host.devices()) {
            clients.add(connect(device));
        }
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        while (!closeables.isEmpty()) {
            closeables.pop().close();
        }
        assertThat(Fd.openCount()).as("descriptors").isEqualTo(fdsBefore);
        assertThat(Mapping.liveCount()).as("mappings").isEqualTo(mappingsBefore);
        assertThat(ServedProbe.serverThreads()).as("threads").isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void eachDeviceHasRegistersOfItsOwn() throws Exception {
        for (int i = 0; i < DEVICES; i++) {
            clients.get(i).writeInt(0, ProbeDevice.INT, 100 + i);
        }

        for (int i = 0; i < DEVICES; i++) {
            assertThat(clients.get(i).readInt(0, ProbeDevice.INT)).isEqualTo(100 + i);
        }
    }

    @Test
    void aClientThatDiesInAMessageLeavesItsDeviceCleanForTheNextAndDisturbsNoOther()
            throws Exception {
        SharedFile ram = closing(SharedFile.inMemory("ram", RAM_SIZE));
        byte[] map =
                payload(32)
                        .putInt(32)
                        .putInt(DmaMap.READABLE | DmaMap.WRITEABLE)
                        .putLong(0)
                        .putLong(RAM_ADDRESS)
                        .putLong(RAM_SIZE)
                        .array();
        VfioUserClient dying = clients.getFirst();
        dying.writeInt(0, ProbeDevice.INT, 42);
        dying.expect(Command.DMA_MAP, map, ram.fd());
        byte[] message =
                VfioUserClient.message(9, Command.DMA_MAP, MessageHeader.TYPE_COMMAND, map);
        // A descriptor comes with the first half, and the second half never.
        dying.sendBytes(Arrays.copyOf(message, message.length / 2), ram.fd());

        dying.close();

        VfioUserClient next = connect(host.devices().iterator().next());
        assertThat(next.readInt(0, ProbeDevice.INT)).isEqualTo(42);
        next.expect(Command.DMA_MAP, map, ram.fd());
        for (VfioUserClient other : clients.subList(1, DEVICES)) {
            assertThat(other.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        }
    }

    @Test
    void aClientWhoseMessagesHaveNoEndIsDisconnectedAlone() throws Exception {
        clients.getFirst()
                .sendBytes(
                        payload(16)
                                .putShort((short) 1)
                                .putShort((short) Command.REGION_READ)
                                .putInt(-1)
                                .putInt(MessageHeader.TYPE_COMMAND)
                                .putInt(0)
                                .array());

        assertThat(clients.getFirst().receive().error()).isEqualTo(Errno.EINVAL);
        assertThat(clients.getFirst().isDisconnected()).isTrue();
        for (VfioUserClient other : clients.subList(1, DEVICES)) {
            assertThat(other.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        }
        clients.getFirst().close();
        assertThat(connect(host.devices().iterator().next()).readInt(0, ProbeDevice.ID_OFFSET))
                .isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aSecondClientOfAnyDeviceIsTold() throws Exception {
        for (HostedDevice device : host.devices()) {
            VfioUserClient second = closing(VfioUserClient.connect(Path.of(host.address(device))));

            assertThat(
                            second.expectError(
                                    Command.VERSION,
                                    VfioUserClient.version(0, 1, VfioUserClient.QEMU_CAPABILITIES)))
                    .isEqualTo(Errno.EBUSY);
            assertThat(second.isDisconnected()).isTrue();
        }
    }

    @Test
    void closingTheHostDisconnectsEveryClient() {
        host.close();

        assertThat(clients).allMatch(VfioUserClient::isDisconnected);
        assertThat(folder).isEmptyDirectory();
    }

    private VfioUserClient connect(HostedDevice device) throws Exception {
        return closing(VfioUserClient.connectAndNegotiate(Path.of(host.address(device))));
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        closeables.push(closeable);
        return closeable;
    }
}
