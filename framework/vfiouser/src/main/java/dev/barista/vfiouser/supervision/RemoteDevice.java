package dev.barista.vfiouser.supervision;

import dev.barista.pci.ConfigImage;
import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.MemorySource;
import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.runtime.ring.DeviceRing;
import dev.barista.runtime.ring.DrainGuard;
import dev.barista.runtime.ring.RingTarget;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.InvalidStateException;
import dev.barista.vfiouser.dma.FileMemory;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.supervision.DeviceProcess.ChildEndedException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** A {@link SupervisedDevice} as a partition sees it: each access is a question to the child. */
final class RemoteDevice implements DeviceEndpoint, FileMemory, AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(RemoteDevice.class.getName());

    private record Region(
            long size, boolean readable, boolean writable, SharedFile file, long offset) {}

    private record Message(InterruptMode mode, int vector, long address, int data) {}

    private final String instanceName;
    private final DeviceDescription description;
    private final int configSize;
    private final Function<Path, ProcessBuilder> command;
    private final RestartPolicy.Count restarts;
    private final DrainGuard guard = new DrainGuard();
    private final DeviceRing ring;

    // All that follows is used by who holds the baton.
    private final NavigableMap<Long, Region> regions = new TreeMap<>(Long::compareUnsigned);
    private final List<Message> pending = new ArrayList<>();
    private InterruptSink sink = InterruptSink.DISCONNECTED;
    private boolean connected;

    /** Null before the first answer, and after the device has been given up. */
    private byte @Nullable [] state;

    private volatile @Nullable DeviceProcess process;
    private boolean closed;

    /** Starts the device's process, as {@link SupervisedDevice} says. */
    RemoteDevice(
            String instanceName,
            DeviceDescription description,
            Function<Path, ProcessBuilder> command,
            RestartPolicy policy) {
        this.instanceName = instanceName;
        this.description = description;
        this.command = command;
        this.restarts = policy.new Count();
        this.configSize = ConfigImage.of(description).size();
        this.ring = new DeviceRing(new Core(), guard);
        if (!description.saveable()) {
            throw new PartitionException(
                    "%s can't be saved, so it can't be supervised; serve it without --supervise"
                            .formatted(description.name()));
        }
        if (description.bars().stream().anyMatch(bar -> !bar.mapped().isEmpty())) {
            throw new PartitionException(
                    "%s shares pages with its guest, which can't be supervised; serve it without --supervise"
                            .formatted(description.name()));
        }
        try {
            inOrder(this::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public String instanceName() {
        return instanceName;
    }

    @Override
    public DeviceDescription description() {
        return description;
    }

    @Override
    public int configSize() {
        return configSize;
    }

    @Override
    public BarMemory mappedPages(int bar) {
        throw new IllegalArgumentException("BAR %d has no mapped pages".formatted(bar));
    }

    @Override
    public AccessPort openPort() {
        return ring.openPort();
    }

    @Override
    public void execute(Runnable task) {
        ring.execute(task);
    }

    @Override
    public void connect(InterruptSink sink) {
        inOrder(
                () -> {
                    this.sink = sink;
                    connected = true;
                    deliverPending();
                    call(child -> child.ask(Frame.CONNECT).putInt(sink.clientMode().ordinal()));
                });
    }

    @Override
    public void disconnect() {
        inOrder(
                () -> {
                    sink = InterruptSink.DISCONNECTED;
                    connected = false;
                    call(child -> child.ask(Frame.DISCONNECT));
                });
    }

    @Override
    public void retryPendingInterrupts() {
        inOrder(
                () -> {
                    deliverPending();
                    call(child -> child.ask(Frame.RETRY).putInt(sink.clientMode().ordinal()));
                });
    }

    @Override
    public void map(MemoryRegion region) {
        throw new PartitionException(
                "a supervised device reaches only memory that its process can map");
    }

    @Override
    public void mapOnDemand(MemorySource source) {
        throw new PartitionException(
                "a supervised device reaches only memory that its process can map");
    }

    /** None is mapped on demand. */
    @Override
    public void releaseIdleMemory() {}

    @Override
    public void configure(Map<String, String> parameters) {
        throw new PartitionException("a supervised device is configured where its process starts");
    }

    @Override
    public void map(
            long address,
            long size,
            boolean readable,
            boolean writable,
            SharedFile file,
            long offset)
            throws ErrnoException {
        Region region =
                new Region(size, readable, writable, new SharedFile(file.fd().duplicate()), offset);
        try {
            inOrder(
                    () -> {
                        regions.put(address, region);
                        try {
                            call(child -> map(child, address, region), region.file.fd());
                        } catch (RuntimeException e) {
                            regions.remove(address); // no later process is to be given it
                            throw e;
                        }
                    });
        } catch (RuntimeException e) {
            region.file.close();
            throw e;
        }
    }

    @Override
    public boolean unmap(long address, long size) {
        return inOrder(
                () -> {
                    Region region = regions.get(address);
                    if (region == null || region.size != size) {
                        return false;
                    }
                    // Not replayed to a child that starts meanwhile: then it is gone already.
                    regions.remove(address);
                    region.file.close();
                    call(child -> child.ask(Frame.UNMAP).putLong(address).putLong(size));
                    return true;
                });
    }

    @Override
    public void unmapAll() {
        List<Long> addresses = inOrder(() -> List.copyOf(regions.keySet()));
        for (long address : addresses) {
            unmap(address, inOrder(() -> Objects.requireNonNull(regions.get(address)).size));
        }
    }

    @Override
    public void reset() {
        inOrder(
                () -> {
                    pending.clear();
                    if (process == null) {
                        restarts.clear();
                        startUntilGivenUp();
                    }
                    call(child -> child.ask(Frame.RESET));
                });
    }

    /** What stands still and what is written is known in the child alone. */
    @Override
    public boolean canPause() {
        return false;
    }

    @Override
    public boolean pause(Duration limit) {
        throw cannotPause();
    }

    @Override
    public void resume() {
        throw cannotPause();
    }

    @Override
    public void startDirtyLog() {
        throw cannotPause();
    }

    @Override
    public void stopDirtyLog() {
        throw cannotPause();
    }

    @Override
    public boolean isDirtyLogOn() {
        throw cannotPause();
    }

    @Override
    public void reportDirty(long address, long length, long pageSize, long[] bitmap) {
        throw cannotPause();
    }

    private static UnsupportedOperationException cannotPause() {
        return new UnsupportedOperationException("a supervised device can't be paused");
    }

    @Override
    public byte[] save() {
        return inOrder(
                () -> {
                    // Any answer comes with the state.
                    call(
                            child ->
                                    child.ask(Frame.READ)
                                            .putInt(AccessPort.CONFIG)
                                            .putInt(4)
                                            .putLong(0));
                    if (state == null) {
                        throw new IllegalStateException(instanceName + " has been given up");
                    }
                    return state.clone();
                });
    }

    @Override
    public void restore(byte[] bytes) {
        inOrder(
                () -> {
                    pending.clear();
                    call(child -> child.ask(Frame.RESTORE).putBytes(bytes));
                });
    }

    /** The process id of the child; -1 if there is none. Does not wait for one that hangs. */
    long pid() {
        DeviceProcess child = process;
        return child == null ? -1 : child.pid();
    }

    /** Ends the child. Called again, does nothing. */
    @Override
    public void close() {
        DeviceProcess last =
                inOrder(
                                () -> {
                                    closed = true;
                                    DeviceProcess child = process;
                                    if (child != null) {
                                        child.close();
                                        process = null;
                                    }
                                    regions.values().forEach(region -> region.file.close());
                                    regions.clear();
                                    return Optional.ofNullable(child);
                                })
                        .orElse(null);
        if (last != null) {
            last.awaitWatcher();
        }
        ring.close();
        guard.close();
    }

    /** Writes a question. */
    private interface Question {
        Channel writeTo(DeviceProcess child);
    }

    /** Asks until there is an answer, or nobody to ask; answers 0 then. */
    private long call(Question question, Fd... fds) {
        while (true) {
            DeviceProcess child = process;
            if (child == null) {
                return 0;
            }
            try {
                return ask(child, question, fds);
            } catch (ChildEndedException e) {
                restart(child);
            }
        }
    }

    private long ask(DeviceProcess child, Question question, Fd... fds) throws ChildEndedException {
        try {
            question.writeTo(child).send(fds);
        } catch (ErrnoException e) {
            throw new ChildEndedException();
        }
        Channel answer = child.answer(this::event);
        if (answer.kind() == Frame.FAILED) {
            String reason = new String(answer.getBytes(), StandardCharsets.UTF_8);
            throw new InvalidStateException(reason);
        }
        long value = answer.getLong();
        event(answer);
        return value;
    }

    private static Channel map(DeviceProcess child, long address, Region region) {
        int access =
                (region.readable ? Frame.READABLE : 0) | (region.writable ? Frame.WRITABLE : 0);
        return child.ask(Frame.MAP)
                .putLong(address)
                .putLong(region.size)
                .putLong(region.offset)
                .putInt(access);
    }

    /** What the child told: its state first, then what the guest may hear of it. */
    private void event(Channel frame) {
        int count = frame.getInt();
        List<Runnable> interrupts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int mode = frame.getInt();
            int vector = frame.getInt();
            long address = frame.getLong();
            int data = frame.getInt();
            interrupts.add(
                    mode == Frame.PIN
                            ? () -> sink.intx(vector != 0)
                            : () ->
                                    deliver(
                                            new Message(
                                                    InterruptMode.values()[mode],
                                                    vector,
                                                    address,
                                                    data)));
        }
        if (frame.remaining() > 0) {
            state = frame.getBytes();
        }
        interrupts.forEach(Runnable::run);
    }

    private void deliver(Message message) {
        if (!sink.message(message.mode, message.vector, message.address, message.data)
                && !pending.contains(message)) {
            pending.add(message);
        }
    }

    private void deliverPending() {
        List<Message> again = List.copyOf(pending);
        pending.clear();
        again.forEach(this::deliver);
    }

    /** The watching thread's call: the child has something to tell, or is gone. */
    private void listen() {
        try {
            ring.executeAndWait(
                    () -> {
                        DeviceProcess child = process;
                        if (child == null) {
                            return;
                        }
                        try {
                            child.takeEvents(this::event);
                        } catch (ChildEndedException e) {
                            restart(child);
                        }
                    });
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, instanceName + " can't be watched", e);
        }
    }

    /** Puts a new child in the place of one that is gone, or gives up. */
    private void restart(DeviceProcess gone) {
        if (process != gone) {
            return;
        }
        process = null;
        gone.close();
        LOGGER.log(
                System.Logger.Level.WARNING,
                "{0}: its process ended {1}; the next one goes on from its last state",
                instanceName,
                gone.end());
        startUntilGivenUp();
    }

    private void startUntilGivenUp() {
        while (!closed && process == null) {
            if (!restarts.allows(System.nanoTime())) {
                state = null;
                LOGGER.log(
                        System.Logger.Level.ERROR,
                        "{0}: its process ended too often and is not started again; the device"
                                + " answers all ones until it is reset",
                        instanceName);
                return;
            }
            try {
                start();
            } catch (PartitionException e) {
                LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
            }
        }
    }

    /** Starts a child and makes it what the last one was. */
    private void start() {
        DeviceProcess child;
        try {
            child = DeviceProcess.start(instanceName, command, this::listen);
        } catch (IOException e) {
            throw new PartitionException(
                    "the process of %s can't be started: %s"
                            .formatted(instanceName, e.getMessage()),
                    e);
        }
        byte @Nullable [] last = state;
        try {
            // Memory first: what a state says is under way goes on as soon as it is restored.
            for (var each : regions.entrySet()) {
                Region region = each.getValue();
                ask(child, it -> map(it, each.getKey(), region), region.file.fd());
            }
            if (last != null) {
                ask(child, it -> it.ask(Frame.RESTORE).putBytes(last));
            }
            if (connected) {
                ask(child, it -> it.ask(Frame.CONNECT).putInt(sink.clientMode().ordinal()));
            }
            process = child;
        } catch (ChildEndedException | InvalidStateException e) {
            state = last; // and not that of a child that had not got it yet
            child.close();
            throw new PartitionException(
                    "the process of %s ended %s as soon as it was started"
                            .formatted(instanceName, child.end()),
                    e);
        }
    }

    private void inOrder(Runnable action) {
        inOrder(
                () -> {
                    action.run();
                    return true;
                });
    }

    /** Executes in the order of accesses; what it throws is thrown here. */
    private <T> T inOrder(Supplier<T> action) {
        Outcome<T> outcome = new Outcome<>();
        ring.executeAndWait(
                () -> {
                    try {
                        outcome.value = action.get();
                    } catch (RuntimeException e) {
                        outcome.failure = e;
                    }
                });
        if (outcome.failure != null) {
            throw outcome.failure;
        }
        return Objects.requireNonNull(outcome.value);
    }

    private static final class Outcome<T> {
        private @Nullable T value;
        private @Nullable RuntimeException failure;
    }

    /** What the ring executes accesses on: questions to the child. */
    private final class Core implements RingTarget {
        private final BarHandler[] handlers = new BarHandler[REGIONS];
        private final int[] sizes = new int[REGIONS];

        Core() {
            for (int region = 0; region < REGIONS; region++) {
                handlers[region] = new RemoteRegion(region);
            }
            for (BarDescription bar : description.bars()) {
                sizes[bar.index()] = bar.size();
            }
            sizes[AccessPort.CONFIG] = configSize;
        }

        @Override
        public BarHandler[] handlers() {
            return handlers;
        }

        @Override
        public int[] sizes() {
            return sizes;
        }

        @Override
        public long illegal(int region, long offset, int width, boolean write) {
            return -1; // an access that no client of the partition can make
        }

        @Override
        public long failed(Throwable cause) {
            LOGGER.log(System.Logger.Level.ERROR, instanceName + " can't be asked", cause);
            return -1;
        }
    }

    /** A region of the child's device. */
    private final class RemoteRegion extends BarHandler {
        private final int region;

        RemoteRegion(int region) {
            this.region = region;
        }

        private long read(int offset, int width) {
            long value =
                    call(
                            child ->
                                    child.ask(Frame.READ)
                                            .putInt(region)
                                            .putInt(width)
                                            .putLong(offset));
            return process == null ? -1 : value;
        }

        private void write(int offset, int width, long value) {
            call(
                    child ->
                            child.ask(Frame.WRITE)
                                    .putInt(region)
                                    .putInt(width)
                                    .putLong(offset)
                                    .putLong(value));
        }

        @Override
        public int read8(int offset) {
            return (int) read(offset, Byte.BYTES) & 0xff;
        }

        @Override
        public int read16(int offset) {
            return (int) read(offset, Short.BYTES) & 0xffff;
        }

        @Override
        public int read32(int offset) {
            return (int) read(offset, Integer.BYTES);
        }

        @Override
        public long read64(int offset) {
            return read(offset, Long.BYTES);
        }

        @Override
        public void write8(int offset, int value) {
            write(offset, Byte.BYTES, value);
        }

        @Override
        public void write16(int offset, int value) {
            write(offset, Short.BYTES, value);
        }

        @Override
        public void write32(int offset, int value) {
            write(offset, Integer.BYTES, value);
        }

        @Override
        public void write64(int offset, long value) {
            write(offset, Long.BYTES, value);
        }

        @Override
        public long peek(int offset, int width) {
            return -1; // nobody here looks without asking
        }
    }
}
