package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.bytes;
import static dev.barista.vfiouser.VfioUserClient.payload;
import static dev.barista.vfiouser.VfioUserClient.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.VfioUserClient.Message;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Files;
import java.nio.file.Path;

@Timeout(120)
class DeviceServerTest {
    private static final long PAGE = 4096;

    @RegisterExtension final ServedProbe served = new ServedProbe();

    @Test
    void clientsAreServedOneAfterAnother() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (VfioUserClient client = served.client()) {
                assertThat(client.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
            }
        }
    }

    @Test
    void theDeviceKeepsItsStateFromOneClientToTheNext() throws Exception {
        VfioUserClient first = served.client();
        first.writeInt(0, ProbeDevice.INT, 12);
        first.close();

        assertThat(served.client().readInt(0, ProbeDevice.INT)).isEqualTo(12);
    }

    @Test
    void postedWritesOfAClientThatLeavesAreStillDone() throws Exception {
        VfioUserClient first = served.client();
        for (int i = 1; i <= 500; i++) {
            first.post(Command.REGION_WRITE, write(0, ProbeDevice.INT, bytes(i)));
        }
        first.close();

        assertThat(served.client().readInt(0, ProbeDevice.INT)).isEqualTo(500);
    }

    @Test
    void memoryAndInterruptsOfAClientGoWithIt() throws Exception {
        EventFd event = served.closing(EventFd.create());
        SharedFile ram = served.closing(SharedFile.inMemory("ram", PAGE));
        int fds = Fd.openCount();
        int mappings = Mapping.liveCount();
        VfioUserClient first = served.client();
        first.expect(Command.DMA_MAP, DmaRegionsTest.mapping(3, 0, 0, PAGE), ram.fd());
        first.expect(
                Command.DEVICE_SET_IRQS,
                payload(20)
                        .putInt(20)
                        .putInt(IrqSet.ACTION_TRIGGER | IrqSet.DATA_EVENTFD)
                        .putInt(IrqIndex.MSIX)
                        .putInt(0)
                        .putInt(1)
                        .array(),
                event.fd());
        first.close();

        VfioUserClient second = served.client();
        second.writeLong(0, ProbeDevice.DMA_ADDRESS, 0);
        second.writeInt(0, ProbeDevice.DMA_COMMAND, ProbeDevice.DMA_READ);
        second.writeInt(0, ProbeDevice.SIGNAL, 0);

        assertThat(second.readInt(0, ProbeDevice.DMA_FAULTS)).isEqualTo(1);
        assertThat(event.drain()).isZero();
        assertThat(Fd.openCount()).as("both ends of the second connection").isEqualTo(fds + 2);
        assertThat(Mapping.liveCount()).as("its buffers").isEqualTo(mappings + 1);
    }

    @Test
    void aSecondClientIsToldThatTheDeviceIsBusy() throws Exception {
        VfioUserClient first = served.client();
        VfioUserClient second = served.connect();

        Message reply = second.ask(Command.VERSION, VfioUserClient.version(0, 1, "{}"));

        assertThat(reply.error()).isEqualTo(Errno.EBUSY);
        assertThat(second.isDisconnected()).isTrue();
        assertThat(first.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aSecondClientThatSaysNothingIsDisconnected() throws Exception {
        VfioUserClient first = served.client();
        VfioUserClient second = served.connect();

        assertThat(second.isDisconnected()).isTrue();
        assertThat(first.readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void aCrowdOfClientsThatSayNothingHoldsNobodyUp() throws Exception {
        VfioUserClient first = served.client();
        for (int i = 0; i < 40; i++) {
            served.connect();
        }

        VfioUserClient last = served.connect();

        // Clients are accepted in their order, so this answer comes after all refusals.
        Message reply = last.ask(Command.VERSION, VfioUserClient.version(0, 1, "{}"));
        assertThat(reply.error()).isEqualTo(Errno.EBUSY);
        first.close();
        assertThat(served.client().readInt(0, 0)).isEqualTo(ProbeDevice.ID_VALUE);
    }

    @Test
    void closingEndsAConnectionThatSaysNothing() throws Exception {
        VfioUserClient client = served.client();

        served.host().close();

        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void closingEndsAConnectionInTheMiddleOfAMessage() throws Exception {
        VfioUserClient client = served.client();
        client.sendBytes(new byte[5]);

        served.host().close();

        assertThat(client.isDisconnected()).isTrue();
    }

    @Test
    void closingEndsAConnectionWhoseClientReadsNoAnswers() throws Exception {
        VfioUserClient client = served.client();
        Thread flood =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    byte[] read =
                                            payload(16).putLong(0).putInt(7).putInt(256).array();
                                    try {
                                        while (true) {
                                            client.send(Command.REGION_READ, read);
                                        }
                                    } catch (ErrnoException e) {
                                        // The server has closed, as it should.
                                    }
                                });
        while (flood.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }

        served.host().close();
        flood.join();
    }

    @Test
    void aThousandConnectionsLeaveNothingBehind() throws Exception {
        SharedFile ram = served.closing(SharedFile.inMemory("ram", PAGE));
        EventFd event = served.closing(EventFd.create());
        connectAndLeave(ram, event, 20);
        long fds = countOf("/proc/self/fd");
        long mappings = sharedMappings();

        connectAndLeave(ram, event, 1000);

        // The last client's descriptors may still be on their way out.
        served.client();
        assertThat(countOf("/proc/self/fd")).isLessThanOrEqualTo(fds + 4);
        assertThat(sharedMappings()).isLessThanOrEqualTo(mappings + 1);
    }

    private void connectAndLeave(SharedFile ram, EventFd event, int times) throws Exception {
        byte[] assignment =
                payload(20)
                        .putInt(20)
                        .putInt(IrqSet.ACTION_TRIGGER | IrqSet.DATA_EVENTFD)
                        .putInt(IrqIndex.MSIX)
                        .putInt(0)
                        .putInt(2)
                        .array();
        for (int i = 0; i < times; i++) {
            try (VfioUserClient client = VfioUserClient.connectAndNegotiate(served.socket())) {
                client.expect(Command.DMA_MAP, DmaRegionsTest.mapping(3, 0, 0, PAGE), ram.fd());
                client.expect(Command.DEVICE_SET_IRQS, assignment, event.fd(), event.fd());
                if (i % 3 == 0) {
                    client.sendBytes(new byte[i % 16], event.fd(), ram.fd());
                }
                if (i % 3 == 1) {
                    client.send(Command.REGION_READ, new byte[16], event.fd());
                }
            }
        }
    }

    private static long countOf(String folder) throws Exception {
        try (var entries = Files.list(Path.of(folder))) {
            return entries.count();
        }
    }

    private static long sharedMappings() throws Exception {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("memfd:ram")).count();
        }
    }
}
