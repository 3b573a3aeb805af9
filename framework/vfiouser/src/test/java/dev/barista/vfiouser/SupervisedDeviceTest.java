package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.spi.binding.DeviceType;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.DmaMap;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.supervision.RestartPolicy;
import dev.barista.vfiouser.supervision.SupervisedDevice;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A device in a process of its own, which is killed while its client goes on. */
@Timeout(300)
class SupervisedDeviceTest {
    private static final long RAM_ADDRESS = 0x10_0000;
    private static final int RAM_SIZE = 0x1_0000;

    @TempDir Path folder;
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private int fdsBefore;
    private int mappingsBefore;
    private SupervisedDevice device;
    private VfioUserClient client;

    @BeforeEach
    void serve() throws Exception {
        fdsBefore = Fd.openCount();
        mappingsBefore = Mapping.liveCount();
        serve(
                new ProbeDevice_Type(),
                new RestartPolicy(100, Duration.ofMinutes(10)),
                supervisor -> SupervisedChild.command("probe", supervisor));
    }

    private void serve(DeviceType type, RestartPolicy policy) throws Exception {
        String name = type.description().name();
        serve(type, policy, supervisor -> SupervisedChild.command(name, supervisor));
    }

    private void serve(
            DeviceType type, RestartPolicy policy, Function<Path, ProcessBuilder> command)
            throws Exception {
        device = closing(new SupervisedDevice("probe", type.description(), command, policy));
        VfioUserPartition partition = closing(VfioUserPartition.in(folder));
        Attachment attachment = closing(partition.attach(device.endpoint()));
        attachment.start();
        client = closing(VfioUserClient.connectAndNegotiate(folder.resolve("probe.sock")));
    }

    @AfterEach
    void close() throws Exception {
        closeAll();
        assertThat(Fd.openCount()).as("descriptors").isEqualTo(fdsBefore);
        assertThat(Mapping.liveCount()).as("mappings").isEqualTo(mappingsBefore);
    }

    @Test
    void aClientReachesTheDeviceInTheOtherProcess() throws Exception {
        client.writeInt(0, ProbeDevice.INT, 0x1234_5678);
        client.writeLong(0, ProbeDevice.WIDE, 0x0102_0304_0506_0708L);

        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(0x1234_5678);
        assertThat(client.readLong(0, ProbeDevice.WIDE)).isEqualTo(0x0102_0304_0506_0708L);
        assertThat(client.readInt(7, 0)).isEqualTo(0x7e57_1234);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheProcessWasKilled() throws Exception {
        client.writeInt(0, ProbeDevice.INT, 42);
        long before = device.pid();

        kill();

        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(42);
        assertThat(device.pid()).isNotEqualTo(before).isPositive();
    }

    @Test
    void everyAccessIsExecutedOnceHoweverOftenTheProcessIsKilled() throws Exception {
        // The faults counter goes up by one for each command to an address where nothing is.
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 25; i++) {
                if (i == 5 * round) {
                    kill();
                }
                client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
            }
        }

        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(100);
    }

    @Test
    void postedWritesOfAKilledProcessAreDoneByTheNext() throws Exception {
        for (int i = 0; i < 32; i++) {
            if (i == 16) {
                kill();
            }
            client.post(
                    Command.REGION_WRITE,
                    VfioUserClient.write(
                            0, ProbeDevice.SCRATCH + 8 * i, VfioUserClient.bytes((long) i + 1)));
        }

        for (int i = 0; i < 32; i++) {
            assertThat(client.readLong(0, ProbeDevice.SCRATCH + 8 * i)).isEqualTo(i + 1);
        }
    }

    @Test
    void memoryIsReachedBeforeAndAfter() throws Exception {
        MemorySegment ram = mapRam();
        ram.set(JAVA_LONG_UNALIGNED, 0x10, 0x1122_3344_5566_7788L);
        dma(ProbeDevice.DMA_READ, RAM_ADDRESS + 0x10);

        kill();

        dma(ProbeDevice.DMA_WRITE, RAM_ADDRESS + 0x20);
        assertThat(ram.get(JAVA_LONG_UNALIGNED, 0x20)).isEqualTo(0x1122_3344_5566_7788L);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isZero();
    }

    @Test
    void whatWasUnderWayFindsItsMemoryInTheNextProcess() throws Exception {
        closeAll();
        serve(new ResumingProbe_Type(), new RestartPolicy(1, Duration.ofHours(1)));
        MemorySegment ram = mapRam();
        client.writeLong(0, ResumingProbe.ADDRESS, RAM_ADDRESS + 0x30);
        client.writeInt(0, ResumingProbe.VALUE, 0x1234_5678);

        kill();

        assertThat(client.readInt(0, ResumingProbe.VALUE)).isZero();
        assertThat(ram.get(JAVA_INT_UNALIGNED, 0x30)).isEqualTo(0x1234_5678);
    }

    @Test
    void memoryThatTheClientTookAwayIsNotReachedAnyMore() throws Exception {
        mapRam();
        client.expect(
                Command.DMA_UNMAP,
                payload(24).putInt(24).putInt(0).putLong(RAM_ADDRESS).putLong(RAM_SIZE).array());
        kill();

        dma(ProbeDevice.DMA_READ, RAM_ADDRESS);

        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    @Test
    void interruptsArriveOnceBeforeAndAfter() throws Exception {
        EventFd eventFd = closing(EventFd.create());
        client.expect(
                Command.DEVICE_SET_IRQS,
                payload(20)
                        .putInt(20)
                        .putInt(IrqSet.DATA_EVENTFD | IrqSet.ACTION_TRIGGER)
                        .putInt(IrqIndex.MSI)
                        .putInt(1)
                        .putInt(1)
                        .array(),
                eventFd.fd());

        client.writeInt(0, ProbeDevice.SIGNAL, 1);
        client.readInt(0, 0);
        assertThat(eventFd.drain()).isEqualTo(1);
        client.writeInt(0, ProbeDevice.CLEAR, 1);

        kill();

        client.readInt(0, 0);
        assertThat(eventFd.drain()).isZero();
        client.writeInt(0, ProbeDevice.SIGNAL, 1);
        client.readInt(0, 0);
        assertThat(eventFd.drain()).isEqualTo(1);
    }

    @Test
    void theNextClientFindsTheDeviceAsItIs() throws Exception {
        client.writeInt(0, ProbeDevice.INT, 7);
        client.close();
        kill();

        client = closing(VfioUserClient.connectAndNegotiate(folder.resolve("probe.sock")));

        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(7);
    }

    @Test
    void aResetIsNotForgotten() throws Exception {
        client.writeInt(0, ProbeDevice.INT, 7);
        client.expect(Command.DEVICE_RESET, new byte[0]);
        kill();

        assertThat(client.readInt(0, ProbeDevice.INT)).isZero();
    }

    @Test
    void aProcessThatEndsTooOftenIsNotStartedAgainBeforeAReset() throws Exception {
        closeAll();
        serve(new ProbeDevice_Type(), new RestartPolicy(1, Duration.ofHours(1)));
        client.writeInt(0, ProbeDevice.INT, 7);
        kill();
        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(7);

        kill();

        assertThat(client.readInt(0, ProbeDevice.INT)).isEqualTo(-1);
        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(-1);
        assertThat(device.pid()).isEqualTo(-1);

        client.expect(Command.DEVICE_RESET, new byte[0]);

        assertThat(client.readInt(0, ProbeDevice.INT)).isZero();
        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aDeviceWhoseProcessCannotBeStartedAnyMoreStaysGivenUpAndConnected() throws Exception {
        closeAll();
        AtomicBoolean broken = new AtomicBoolean();
        serve(
                new ProbeDevice_Type(),
                new RestartPolicy(1, Duration.ofHours(1)),
                supervisor ->
                        broken.get()
                                ? new ProcessBuilder("false")
                                : SupervisedChild.command("probe", supervisor));
        broken.set(true);
        kill();

        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(-1);
        client.expect(Command.DEVICE_RESET, new byte[0]);
        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(-1);
        broken.set(false);
        client.expect(Command.DEVICE_RESET, new byte[0]);

        assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aWriteThatTheKilledProcessHadTakenAndNotDoneIsDoneOnce() throws Exception {
        client.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ); // a fault is counted
        signal("STOP");
        for (int i = 0; i < 3; i++) {
            client.post(
                    Command.REGION_WRITE,
                    VfioUserClient.write(
                            0,
                            ProbeDevice.DMA_COMMAND,
                            VfioUserClient.bytes(ProbeDevice.DMA_READ)));
        }
        Thread.sleep(100); // for the first of them to have reached the process

        kill();

        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(4);
    }

    @Test
    void aReadThatWaitsForAProcessThatIsKilledIsAnsweredByTheNext() throws Exception {
        client.writeInt(0, ProbeDevice.INT, 42);
        signal("STOP");
        int asked =
                client.send(
                        Command.REGION_READ,
                        payload(16)
                                .putLong(ProbeDevice.INT)
                                .putInt(0)
                                .putInt(Integer.BYTES)
                                .array());
        Thread.sleep(100); // for it to have reached the process

        kill();

        VfioUserClient.Message reply = client.receive();
        assertThat(reply.id()).isEqualTo(asked);
        assertThat(reply.payload().getInt(16)).isEqualTo(42);
    }

    /** What is said of migration where nothing stands still: VFIO_USER_DEVICE_FEATURE. */
    @ParameterizedTest
    @CsvSource({
        "0x50001, a migration",
        "0x50002, its state",
        "0x60002, a new state",
        "0x60006, a start of logging",
        "0x60007, its end",
        "0x50008, a report"
    })
    void aDeviceInAnotherProcessCannotBeMigrated(String flags, String why) throws Exception {
        byte[] probe = payload(64).putInt(64).putInt(Integer.decode(flags)).array();

        assertThat(client.expectError(Command.DEVICE_FEATURE, probe))
                .as(why)
                .isEqualTo(Errno.ENOTSUP);
    }

    @Test
    void noDataOfAMigrationAreReadOrWritten() throws Exception {
        byte[] data = payload(16).putInt(16).putInt(8).array();

        assertThat(client.expectError(Command.MIG_DATA_READ, Arrays.copyOf(data, 8)))
                .isEqualTo(Errno.EINVAL);
        assertThat(client.expectError(Command.MIG_DATA_WRITE, data)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void dirtyPagesAreNotPromised() throws Exception {
        client.close();
        client = closing(VfioUserClient.connect(folder.resolve("probe.sock")));

        ByteBuffer reply =
                client.expect(
                        Command.VERSION,
                        VfioUserClient.version(
                                0,
                                1,
                                "{\"capabilities\":{\"max_msg_fds\":8,"
                                        + "\"migration\":{\"pgsize\":4096}}}"));

        assertThat(StandardCharsets.UTF_8.decode(reply).toString())
                .contains("max_msg_fds")
                .doesNotContain("migration");
    }

    @Test
    void memoryWithoutAFileIsRefused() throws Exception {
        assertThat(client.expectError(Command.DMA_MAP, mapping())).isEqualTo(Errno.ENOTSUP);

        dma(ProbeDevice.DMA_READ, RAM_ADDRESS);
        assertThat(client.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
    }

    @Test
    void memoryWhoseFileCannotBeMappedIsRefused() throws Exception {
        try (EventFd event = EventFd.create()) {
            assertThat(client.expectError(Command.DMA_MAP, mapping(), event.fd()))
                    .isEqualTo(Errno.ENODEV);
        }
    }

    @Test
    void aDeviceThatSharesPagesIsRefused() {
        assertThatThrownBy(
                        () ->
                                new SupervisedDevice(
                                        "mapped",
                                        new MappedProbe_Type().description(),
                                        supervisor -> SupervisedChild.command("probe", supervisor),
                                        RestartPolicy.DEFAULT))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("serve it without --supervise");
    }

    @Test
    void aProcessThatCannotStartIsSaidToHaveEnded() {
        assertThatThrownBy(
                        () ->
                                new SupervisedDevice(
                                        "probe",
                                        new ProbeDevice_Type().description(),
                                        supervisor -> new ProcessBuilder("false"),
                                        RestartPolicy.DEFAULT))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("ended with status 1 before it was ready");
    }

    private void closeAll() throws Exception {
        while (!closeables.isEmpty()) {
            closeables.pop().close();
        }
    }

    /** As {@code kill -9} does, and returns when the process is gone. */
    private void kill() {
        ProcessHandle child = ProcessHandle.of(device.pid()).orElseThrow();
        child.destroyForcibly();
        child.onExit().join();
    }

    private void signal(String name) throws Exception {
        // The shell's own command: not every machine has a program of that name.
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, device.pid()))
                .start()
                .waitFor();
    }

    private MemorySegment mapRam() throws ErrnoException {
        SharedFile file = closing(SharedFile.inMemory("ram", RAM_SIZE));
        Mapping mapping = closing(file.map(0, RAM_SIZE, true));
        client.expect(Command.DMA_MAP, mapping(), file.fd());
        return mapping.segment();
    }

    private static byte[] mapping() {
        return payload(32)
                .putInt(32)
                .putInt(DmaMap.READABLE | DmaMap.WRITEABLE)
                .putLong(0)
                .putLong(RAM_ADDRESS)
                .putLong(RAM_SIZE)
                .array();
    }

    private void dma(int command, long address) throws ErrnoException {
        client.writeLong(0, ProbeDevice.DMA_ADDRESS, address);
        client.writeInt(0, ProbeDevice.DMA_COMMAND, command);
    }

    private <T extends AutoCloseable> T closing(T closeable) {
        closeables.push(closeable);
        return closeable;
    }
}
