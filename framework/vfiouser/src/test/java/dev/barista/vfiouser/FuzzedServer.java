package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.HdvHost;
import dev.barista.runtime.HostedDevice;
import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.BarDescription;
import dev.barista.vfiouser.ffi.ClientEnd;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.SharedFile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A server that has one client after another, all on the calling thread: all that a client says is
 * in its socket before the server looks, and what says that it is over too. So whatever a client
 * says, it takes the server no longer than it takes to read it, and nothing depends on time.
 *
 * <p>After each client the server is as it was before: no descriptor or mapping more, the device
 * working, and the next client is served.
 */
final class FuzzedServer implements AutoCloseable {
    /** The kind of descriptor that is an eventfd; see {@link #descriptor}. */
    static final int EVENT = 3;

    private static final int PAGE = 4096;

    /** How often the answers are looked at that may have filled the socket. */
    private static final long LOOK_NANOS = 2_000_000;

    /** How often all descriptors and mappings of the process are counted, which takes long. */
    private static final int CLIENTS_BETWEEN_COUNTS = 1 << 16;

    /** What a Java runtime may take for itself meanwhile. */
    private static final int NOISE = 200;

    /** Not waited for: an answer is there, or it does not come. */
    private static final ServingOptions OPTIONS =
            new ServingOptions(
                    new WaitPolicy.Block(), address -> address == 0x3000, Duration.ofSeconds(60));

    private final HdvHost host;
    private final HostedDevice device;
    private final DeviceEndpoint endpoint;
    private final AccessPort port;
    private final byte[] state;
    private final Fd[] descriptors;
    private final Mapping pages = Mapping.anonymous(ClientConnection.PAGES_SIZE);
    private final ClientEnd client = new ClientEnd();
    private final ByteBuffer room = ClientScript.room();
    private final MemorySegment bytes = Arena.ofAuto().allocate(256 << 10);
    private final MemorySegment received = Arena.ofAuto().allocate(256 << 10);
    private final int openFds;
    private final int liveMappings;
    private int clients;
    private long openAtFirst;
    private long mappedAtFirst;
    private @Nullable Answers answers;
    private volatile boolean closed;

    FuzzedServer() throws ErrnoException {
        host =
                HdvHost.builder()
                        .partition(new NoPartition())
                        .clock(new ImmediateClock())
                        .workers(new ImmediateWorkers())
                        .device(new FuzzedDevice_Type(), Map.of())
                        .open();
        device = host.devices().iterator().next();
        endpoint = device.endpoint();
        port = endpoint.openPort();
        state = StateRecord.of(endpoint.save());
        SharedFile sealed = SharedFile.inMemory("fuzzed sealed", 16 * PAGE);
        sealed.sealSize();
        descriptors =
                new Fd[] {
                    sealed.fd(),
                    SharedFile.inMemory("fuzzed", 16 * PAGE).fd(),
                    SharedFile.inMemory("fuzzed short", PAGE).fd(),
                    EventFd.create().fd(),
                    SharedFile.open(Path.of("/dev/null")).fd(),
                    SharedFile.open(Path.of("/dev/zero")).fd(),
                };
        openFds = Fd.openCount();
        liveMappings = Mapping.liveCount();
        Thread.ofPlatform().daemon().name("fuzzed client").start(this::read);
    }

    /**
     * Serves a client to its end.
     *
     * @param input what the client is made of: {@link ClientScript}
     * @throws AssertionError if anything is not as it must be
     */
    void serve(byte[] input) throws ErrnoException {
        serve(ClientScript.of(input, state, room));
        checkNothingIsLeft();
        endpoint.reset();
        checkDevice();
        endpoint.reset();
        if (++clients % CLIENTS_BETWEEN_COUNTS == 0) {
            countAll();
        }
    }

    private void serve(ClientScript script) throws ErrnoException {
        MessageSocket.Pair pair = MessageSocket.pair();
        Answers expected = new Answers(script);
        synchronized (client) {
            client.open(pair.theirs());
            answers = expected;
        }
        boolean all = send(script);
        client.endSending();
        try (ClientConnection connection =
                new ClientConnection(endpoint, pair.ours(), OPTIONS, pages.segment(), () -> {})) {
            connection.serve();
        }
        receive();
        synchronized (client) {
            client.close();
            answers = null;
        }
        if (all) {
            expected.checkEnd();
        }
    }

    /** Answers whether there was room for all of it. */
    private boolean send(ClientScript script) {
        byte[] all = script.bytes();
        MemorySegment.copy(all, 0, bytes, JAVA_BYTE, 0, all.length);
        for (ClientScript.Piece piece : script.pieces()) {
            Fd[] attached = piece.descriptors().stream().map(this::descriptor).toArray(Fd[]::new);
            if (client.send(bytes, piece.start(), piece.length(), attached) != piece.length()) {
                return false;
            }
        }
        return true;
    }

    /** A descriptor by its kind: memory, an eventfd, or a device file. */
    private Fd descriptor(int kind) {
        return descriptors[kind % descriptors.length];
    }

    /** Makes room for answers while the server sends more of them than the socket holds. */
    private void read() {
        while (!closed) {
            receive();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void receive() {
        synchronized (client) {
            Answers checked = answers;
            if (checked == null) {
                return;
            }
            for (int count = client.receive(received);
                    count > 0;
                    count = client.receive(received)) {
                checked.take(received, count);
            }
        }
    }

    private void checkNothingIsLeft() {
        if (device.faults() != 0) {
            throw new AssertionError("the device is faulted", device.faultCause().orElseThrow());
        }
        equal("descriptors", openFds, Fd.openCount());
        equal("mappings", liveMappings, Mapping.liveCount());
        equal("a log of writes", false, endpoint.isDirtyLogOn());
    }

    /** The device does what it did before all clients, and has no memory of theirs. */
    private void checkDevice() {
        equal("ID", FuzzedDevice.ID_VALUE, (int) read(FuzzedDevice.ID_OFFSET));
        write(FuzzedDevice.DELAY, 0);
        equal("timers over", 1, (int) read(FuzzedDevice.DONE));
        write(FuzzedDevice.WORK, 0);
        equal("work over", 2, (int) read(FuzzedDevice.DONE));
        write(FuzzedDevice.DMA_ADDRESS, 0x1000);
        write(FuzzedDevice.DMA_COMMAND, FuzzedDevice.READ_VALUE);
        equal("refused accesses to memory", 1, (int) read(FuzzedDevice.FAULTS));
    }

    private long read(int register) {
        return port.read(0, register, Integer.BYTES);
    }

    private void write(int register, int value) {
        port.write(0, register, Integer.BYTES, value);
    }

    private static void equal(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError("%s: %s, not %s".formatted(what, found, expected));
        }
    }

    /** What no object of this process knows of. */
    private void countAll() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"));
                Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            long openNow = open.count();
            long mappedNow = mapped.count();
            if (openAtFirst == 0) {
                openAtFirst = openNow;
                mappedAtFirst = mappedNow;
            } else if (openNow > openAtFirst + NOISE || mappedNow > mappedAtFirst + NOISE) {
                throw new AssertionError(
                        "descriptors of the process: %d, once %d; mappings: %d, once %d"
                                .formatted(openNow, openAtFirst, mappedNow, mappedAtFirst));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        host.close();
        pages.close();
        for (Fd each : descriptors) {
            each.close();
        }
    }

    /** Where the device is not attached to anything: the connections here come from elsewhere. */
    private static final class NoPartition implements Partition {
        @Override
        public String name() {
            return "fuzzed";
        }

        @Override
        public BarMemory allocate(String instanceName, BarDescription bar) {
            return MemoryFile.create(instanceName, bar);
        }

        @Override
        public Attachment attach(DeviceEndpoint device) {
            return new Attachment() {
                @Override
                public String address() {
                    return "nowhere";
                }

                @Override
                public void start() {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
