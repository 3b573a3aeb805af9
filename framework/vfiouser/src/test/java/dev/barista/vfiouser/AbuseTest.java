package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.MigrationState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Thousands of clients that do all they can to be remembered; nobody and nothing remembers them.
 */
@Timeout(600)
class AbuseTest {
    private static final int CLIENTS_TO_WARM_UP = 500;
    private static final int CLIENTS = 2_000;
    private static final long PAGE = 4096;
    private static final String RAM = "memory of an abuser";

    /** One way of being a bad client. The connection has been made, and is closed after it. */
    private interface Abuse {
        void commit(VfioUserClient client, Random random) throws Exception;
    }

    private static final List<Abuse> BEFORE_NEGOTIATION =
            List.of(
                    (client, random) -> {},
                    (client, random) -> client.sendBytes(new byte[7]),
                    (client, random) -> client.sendBytes(bytes(random, 64)),
                    (client, random) -> client.sendBytes(bytes(random, 64), ram(client)),
                    (client, random) -> client.sendBytes(header(0)),
                    (client, random) -> client.sendBytes(header(-1)),
                    (client, random) -> client.sendBytes(header(1 << 30)),
                    (client, random) -> client.post(Command.VERSION, new byte[0]),
                    (client, random) ->
                            client.send(
                                    Command.VERSION,
                                    VfioUserClient.version(
                                            0,
                                            1,
                                            "{\"capabilities\":{\"twin_socket\":"
                                                    + "{\"supported\":true}}}")));

    private static final List<Abuse> AFTER_NEGOTIATION =
            List.of(
                    (client, random) -> map(client, 0x10_0000, ram(client)),
                    (client, random) -> {
                        Fd ram = ram(client);
                        for (int i = 0; i < 20; i++) {
                            map(client, i * PAGE, ram);
                        }
                    },
                    (client, random) -> {
                        try (SharedFile shrinking = SharedFile.inMemory(RAM, PAGE)) {
                            map(client, 0, shrinking.fd());
                            client.receive(); // it is mapped
                            shrinking.resize(0);
                        }
                        dma(client, 0);
                    },
                    (client, random) -> {
                        map(client, 0x10_0000); // without a descriptor
                        dma(client, 0x10_0000); // and never answered
                    },
                    (client, random) -> {
                        map(client, 0);
                        client.post(
                                Command.REGION_WRITE,
                                VfioUserClient.write(
                                        0, ProbeDevice.TIMER, VfioUserClient.bytes(0)));
                        dma(client, 0);
                        client.sendBytes(header(99));
                    },
                    (client, random) -> interrupts(client, IrqSet.ACTION_TRIGGER),
                    (client, random) -> interrupts(client, IrqSet.ACTION_MASK),
                    (client, random) -> {
                        interrupts(client, IrqSet.ACTION_TRIGGER);
                        interrupts(client, IrqSet.ACTION_UNMASK);
                        client.send(Command.DEVICE_RESET, new byte[0]);
                    },
                    (client, random) -> {
                        Fd[] many = new Fd[40];
                        Arrays.fill(many, ram(client));
                        client.send(Command.DMA_MAP, new byte[32], many);
                    },
                    (client, random) ->
                            client.send(random.nextInt(20), bytes(random, 40), ram(client)),
                    (client, random) ->
                            client.sendBytes(
                                    VfioUserClient.message(
                                            1,
                                            Command.DMA_READ,
                                            MessageHeader.TYPE_REPLY,
                                            new byte[24]),
                                    ram(client)),
                    (client, random) ->
                            client.sendBytes(
                                    Arrays.copyOf(
                                            VfioUserClient.message(
                                                    1, Command.DMA_MAP, 0, new byte[32]),
                                            20),
                                    ram(client)),
                    (client, random) -> {
                        for (int i = 0; i < 50; i++) {
                            client.send(random.nextInt(20), bytes(random, random.nextInt(80)));
                        }
                    },
                    (client, random) -> enter(client, MigrationState.STOP),
                    (client, random) -> {
                        enter(client, MigrationState.RESUMING);
                        client.send(Command.MIG_DATA_WRITE, migrationData(random));
                        enter(client, MigrationState.RUNNING);
                    },
                    (client, random) -> {
                        enter(client, MigrationState.PRE_COPY);
                        client.send(
                                Command.MIG_DATA_READ,
                                payload(8).putInt(1008).putInt(1000).array());
                    },
                    (client, random) ->
                            client.send(
                                    Command.DEVICE_FEATURE,
                                    payload(24)
                                            .putInt(24)
                                            .putInt(1 << 17 | 6)
                                            .putLong(PAGE)
                                            .array()),
                    (client, random) ->
                            client.post(
                                    Command.REGION_WRITE,
                                    VfioUserClient.write(
                                            0, ProbeDevice.TIMER, VfioUserClient.bytes(1))));

    @RegisterExtension final ServedProbe served = new ServedProbe();

    @Test
    void nothingIsLeftOfThousandsOfBadClients() throws Exception {
        Random random = new Random(20_260_101);
        abuse(CLIENTS_TO_WARM_UP, random);
        ProcessFootprint before = ProcessFootprint.settled();
        int ownFds = Fd.openCount();
        int ownMappings = Mapping.liveCount();

        abuse(CLIENTS, random);

        ProcessFootprint.settled().isNoMoreThan(before);
        assertThat(Fd.openCount()).as("descriptors of ours").isEqualTo(ownFds);
        assertThat(Mapping.liveCount()).as("mappings of ours").isEqualTo(ownMappings);
        assertThat(ProcessFootprint.mappings(RAM)).as("memory of clients").isEmpty();
    }

    private void abuse(int clients, Random random) throws Exception {
        for (int i = 0; i < clients; i++) {
            boolean negotiated = random.nextInt(3) > 0;
            List<Abuse> abuses = negotiated ? AFTER_NEGOTIATION : BEFORE_NEGOTIATION;
            Abuse abuse = abuses.get(random.nextInt(abuses.size()));
            try (VfioUserClient client =
                    negotiated
                            ? VfioUserClient.connectAndNegotiate(served.socket())
                            : VfioUserClient.connect(served.socket())) {
                abuse.commit(client, random);
                if (random.nextBoolean()) {
                    client.readAnything();
                }
            } catch (ErrnoException disconnected) {
                // The server may end the connection in the middle of it.
            }
        }
        // A good client after all of them: the device works as ever.
        try (VfioUserClient client = VfioUserClient.connectAndNegotiate(served.socket())) {
            client.expect(Command.DEVICE_RESET, new byte[0]);
            assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        }
        while (!isDisconnected()) {
            Thread.sleep(1);
        }
    }

    /** Whether the server has given everything of the last client back. */
    private boolean isDisconnected() {
        return Mapping.liveCount() == 0;
    }

    /** A file that is closed here when the message has been sent, or at the end of the client. */
    private static Fd ram(VfioUserClient client) throws ErrnoException {
        return client.closingFirst(SharedFile.inMemory(RAM, 32 * PAGE)).fd();
    }

    private static void map(VfioUserClient client, long address, Fd... fds) throws ErrnoException {
        client.send(
                Command.DMA_MAP,
                payload(32).putInt(32).putInt(3).putLong(0).putLong(address).putLong(PAGE).array(),
                fds);
    }

    private static void dma(VfioUserClient client, long address) throws ErrnoException {
        client.post(
                Command.REGION_WRITE,
                VfioUserClient.write(0, ProbeDevice.DMA_ADDRESS, VfioUserClient.bytes(address)));
        client.send(
                Command.REGION_WRITE,
                VfioUserClient.write(
                        0, ProbeDevice.DMA_COMMAND, VfioUserClient.bytes(ProbeDevice.DMA_READ)));
    }

    private static void interrupts(VfioUserClient client, int action) throws ErrnoException {
        EventFd event = client.closingFirst(EventFd.create());
        client.send(
                Command.DEVICE_SET_IRQS,
                payload(20)
                        .putInt(20)
                        .putInt(action | IrqSet.DATA_EVENTFD)
                        .putInt(IrqIndex.MSIX)
                        .putInt(0)
                        .putInt(2)
                        .array(),
                event.fd(),
                event.fd());
    }

    private static void enter(VfioUserClient client, int state) throws ErrnoException {
        client.send(
                Command.DEVICE_FEATURE,
                payload(16).putInt(16).putInt(1 << 17 | 2).putInt(state).putInt(-1).array());
    }

    private static byte[] migrationData(Random random) {
        return payload(1008).putInt(8).putInt(1000).put(bytes(random, 1000)).array();
    }

    private static byte[] header(int size) {
        return payload(16).putShort((short) 1).putShort((short) 1).putInt(size).array();
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
