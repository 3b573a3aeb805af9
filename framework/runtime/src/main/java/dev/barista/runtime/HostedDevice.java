package dev.barista.runtime;

import dev.barista.pci.EmulatedFunction;
import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.GuestMemoryMap;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.MemorySource;
import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.runtime.ring.DeviceRing;
import dev.barista.runtime.ring.DrainGuard;
import dev.barista.runtime.ring.RingTarget;
import dev.barista.spi.Dispatch;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.DeviceType;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.InvalidStateException;
import dev.barista.spi.binding.RegisterDescription;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A device in a host: the one object that its partition, its host and tools see. Thread-safe; what
 * asks the device something is executed in the order of its ring, so an answer is never torn.
 */
public final class HostedDevice {
    /** How a device is. */
    public enum Status {
        /** It answers. */
        RUNNING,
        /** Its code threw: its BARs answer all ones until it is reset. */
        FAULTED
    }

    /** A register's value, without the side effects of a read. */
    public record RegisterValue(int bar, int offset, String name, int width, long value) {}

    private static final System.Logger LOGGER = System.getLogger(HostedDevice.class.getName());

    private final String instanceName;
    private final DeviceDescription description;
    private final DeviceType type;
    private final Map<String, String> parameters;
    private final HostClock clock;
    private final Executor workers;
    private final DeviceRing ring;
    private final GuestMemoryMap memory;
    private final MappedMemory mapped;
    private final Core core = new Core();
    private final Endpoint endpoint = new Endpoint();

    // Made anew by configure().
    private EmulatedFunction function;
    private HostedContext context;
    private DeviceBinding binding;
    private GuestErrors errors;

    private InterruptSink sink = InterruptSink.DISCONNECTED;
    private boolean closed;

    private boolean faulted;
    private long faults;
    private @Nullable Throwable faultCause;

    /**
     * Makes the device and resets it; throws what its constructor throws.
     *
     * @param mapped is closed with the device
     */
    HostedDevice(
            String instanceName,
            DeviceType type,
            Map<String, String> parameters,
            MappedMemory mapped,
            HostClock clock,
            Executor workers,
            DrainGuard guard) {
        this.instanceName = instanceName;
        this.description = type.description();
        this.type = type;
        this.parameters = parameters;
        this.clock = clock;
        this.workers = workers;
        this.ring = new DeviceRing(core, guard);
        this.memory = new GuestMemoryMap(ring);
        this.mapped = mapped;
        make(parameters);
        firstReset();
        if (description.dispatch() == Dispatch.DEDICATED) {
            ring.dedicate("barista-" + instanceName);
        }
    }

    private void firstReset() {
        ask(
                () -> {
                    resetNow();
                    return null;
                });
        Throwable cause = faultCause;
        if (cause != null) {
            throw new HostException(instanceName + " can't be reset: " + cause, cause);
        }
    }

    /** The name of this instance, unique in its host. */
    public String instanceName() {
        return instanceName;
    }

    /** What the device is. */
    public DeviceDescription description() {
        return description;
    }

    /** How the device is. */
    public Status status() {
        return ask(() -> faulted ? Status.FAULTED : Status.RUNNING);
    }

    /** How often the device has been faulted since it was made. */
    public long faults() {
        return ask(() -> faults);
    }

    /** What the device's code threw when it was last faulted, even if it has been reset since. */
    public Optional<Throwable> faultCause() {
        return ask(() -> Optional.ofNullable(faultCause));
    }

    /** What the guest did wrong since the device was made. */
    public List<GuestErrors.Entry> guestErrors() {
        return ask(errors::entries);
    }

    /** The stored value of every register. */
    public List<RegisterValue> registers() {
        return ask(this::peekAll);
    }

    /**
     * The stored value of one register, zero-extended.
     *
     * @param name its Java name, with {@code [i]} for one of an array
     * @throws IllegalArgumentException if no register of that name stores a value
     */
    public long register(String name) {
        RegisterValue register =
                registers().stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s stores no register '%s'"
                                                        .formatted(instanceName, name)));
        return register.value() & -1L >>> (Long.SIZE - register.width() * Byte.SIZE);
    }

    /** The configuration space as the guest would read it. */
    public byte[] configSpace() {
        return ask(
                () -> {
                    byte[] bytes = new byte[function.configSize()];
                    for (int offset = 0; offset < bytes.length; offset++) {
                        bytes[offset] = (byte) function.readConfig(offset, 1);
                    }
                    return bytes;
                });
    }

    /** Resets the function as a bus reset does; a faulted device is working again after it. */
    public void reset() {
        endpoint.reset();
    }

    /** The partition's view. */
    public DeviceEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Takes the device down. Its attachment is closed, so hardly an access comes any more; one that
     * is late finds nothing here.
     */
    void close() {
        ask(
                () -> {
                    closed = true;
                    context.cancelAll();
                    core.refresh();
                    return null;
                });
        endpoint.unmapAll();
        ring.close();
        mapped.close();
    }

    /** Makes the device; if that fails, the one before stays. */
    private void make(Map<String, String> parameters) {
        EmulatedFunction function = new EmulatedFunction(description);
        HostedContext context =
                new HostedContext(
                        instanceName,
                        memory,
                        mapped,
                        function.interrupts(),
                        ring,
                        clock,
                        workers,
                        this::fault);
        DeviceBinding binding = type.create(context, new DeviceParameters(description, parameters));
        function.install(binding, this::resetNow);
        function.onBarsChanged(core::refresh);
        this.function = function;
        this.context = context;
        this.binding = binding;
        this.errors = binding.guestErrors();
    }

    private void remake(Map<String, String> parameters) {
        HostedContext before = context;
        make(parameters);
        before.cancelAll();
        function.connect(sink);
        resetNow();
    }

    private List<RegisterValue> peekAll() {
        List<RegisterValue> values = new ArrayList<>();
        for (BarDescription bar : description.bars()) {
            BarHandler handler = withMappedPages(bar, binding.bar(bar.index()));
            for (RegisterDescription register : bar.registers()) {
                if (!register.stored()) {
                    continue;
                }
                for (int i = 0; i < register.count(); i++) {
                    int offset = register.offset() + i * register.stride();
                    String name =
                            register.count() == 1
                                    ? register.name()
                                    : register.name() + "[" + i + "]";
                    values.add(
                            new RegisterValue(
                                    bar.index(),
                                    offset,
                                    name,
                                    register.width(),
                                    handler.peek(offset, register.width())));
                }
            }
        }
        return values;
    }

    /** A BAR's handler, with its mapped pages in front of it if it has any. */
    private BarHandler withMappedPages(BarDescription bar, BarHandler handler) {
        return mapped.has(bar.index())
                ? new MappedRegion(bar, mapped.of(bar.index()).segment(), handler)
                : handler;
    }

    /** Executes a question in the ring's order; what it throws is thrown here. */
    private <T extends @Nullable Object> T ask(Supplier<T> question) {
        Answer<T> answer = new Answer<>(question);
        ring.executeAndWait(answer);
        return answer.get();
    }

    private void resetNow() {
        context.cancelAll();
        faulted = false;
        try {
            mapped.clear();
            function.reset();
        } catch (RuntimeException | Error cause) {
            fault(cause);
        }
        core.refresh();
    }

    private void fault(Throwable cause) {
        if (cause instanceof GuestMemoryFault fault) {
            errors.count(
                    GuestErrors.Kind.DMA_FAULT,
                    -1,
                    fault.address(),
                    (int) Math.min(fault.length(), Integer.MAX_VALUE));
            function.receivedMasterAbort();
            return;
        }
        if (cause instanceof InternalError && memory.canLoseMemory()) {
            // A view or pin of memory that the guest's side has taken away; nobody knows where.
            errors.count(GuestErrors.Kind.DMA_FAULT, -1, 0, 0);
            function.receivedMasterAbort();
            return;
        }
        if (!faulted) {
            faulted = true;
            faults++;
            faultCause = cause;
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    () -> instanceName + " is faulted; its BARs answer all ones until a reset",
                    cause);
        }
        context.cancelAll();
        core.refresh();
    }

    /** What the ring executes accesses on. */
    private final class Core implements RingTarget {
        private final BarHandler[] handlers = new BarHandler[REGIONS];
        private final int[] sizes = new int[REGIONS];

        /** Makes the handlers those of the device as it is now. */
        void refresh() {
            for (int region = 0; region < REGIONS; region++) {
                handlers[region] = new AbsentRegion(region, errors);
            }
            if (closed) {
                return;
            }
            for (BarDescription bar : description.bars()) {
                sizes[bar.index()] = bar.size();
                BarHandler handler = faulted ? handlers[bar.index()] : function.bar(bar.index());
                handlers[bar.index()] = withMappedPages(bar, handler);
            }
            sizes[AccessPort.CONFIG] = function.configSize();
            handlers[AccessPort.CONFIG] = new ConfigRegion(function);
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
        public boolean polls() {
            return binding.polls();
        }

        @Override
        public boolean poll() {
            return !faulted && !context.isPaused() && binding.poll();
        }

        @Override
        public long illegal(int region, long offset, int width, boolean write) {
            errors.count(GuestErrors.Kind.MISALIGNED, region, offset, width);
            return -1;
        }

        @Override
        public long failed(Throwable cause) {
            fault(cause);
            return -1;
        }
    }

    /** The device as its partition sees it. */
    private final class Endpoint implements DeviceEndpoint {
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
            return function.configSize();
        }

        @Override
        public BarMemory mappedPages(int bar) {
            return mapped.of(bar);
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
            run(
                    () -> {
                        HostedDevice.this.sink = sink;
                        function.connect(sink);
                    });
        }

        @Override
        public void disconnect() {
            connect(InterruptSink.DISCONNECTED);
        }

        @Override
        public void retryPendingInterrupts() {
            run(function::retryPending);
        }

        @Override
        public void map(MemoryRegion region) {
            run(() -> memory.add(region));
        }

        @Override
        public boolean unmap(long address, long size) {
            CountDownLatch released = new CountDownLatch(1);
            boolean found = ask(() -> memory.remove(address, size, released::countDown));
            if (found) {
                awaitRelease(released);
            }
            return found;
        }

        @Override
        public void mapOnDemand(MemorySource source) {
            run(() -> memory.source(source));
        }

        @Override
        public void releaseIdleMemory() {
            ring.execute(memory::releaseIdle);
        }

        @Override
        public void unmapAll() {
            run(() -> memory.source(null));
            for (MemoryRegion region : ask(memory::regions)) {
                unmap(region.address(), region.size());
            }
        }

        @Override
        public void configure(Map<String, String> fromGuest) {
            Map<String, String> all = new HashMap<>(parameters);
            all.putAll(fromGuest);
            run(() -> remake(all));
        }

        @Override
        public void reset() {
            run(HostedDevice.this::resetNow);
        }

        @Override
        public boolean canPause() {
            return true;
        }

        @Override
        public boolean pause(Duration limit) {
            run(context::pause);
            return context.awaitWork(limit);
        }

        @Override
        public void resume() {
            run(context::resume);
        }

        @Override
        public void startDirtyLog() {
            run(memory::startDirtyLog);
        }

        @Override
        public void stopDirtyLog() {
            run(memory::stopDirtyLog);
        }

        @Override
        public boolean isDirtyLogOn() {
            return ask(memory::isDirtyLogOn);
        }

        @Override
        public void reportDirty(long address, long length, long pageSize, long[] bitmap) {
            run(() -> memory.reportDirty(address, length, pageSize, bitmap));
        }

        @Override
        public byte[] save() {
            return ring.isExecuting() ? saveNow() : ask(this::saveNow);
        }

        private byte[] saveNow() {
            SavedState state = new SavedState(description.name());
            function.save(state);
            mapped.save(state);
            return state.toBytes();
        }

        @Override
        public void restore(byte[] bytes) {
            SavedState state = SavedState.parse(description.name(), bytes);
            run(
                    () -> {
                        resetNow();
                        try {
                            mapped.restore(state);
                            function.restore(state);
                        } catch (InvalidStateException e) {
                            resetNow();
                            throw e;
                        }
                        core.refresh();
                    });
        }

        private void run(Runnable action) {
            ask(
                    () -> {
                        action.run();
                        return null;
                    });
        }

        /**
         * Waits for the pins on a region; the guest asked for it to be gone, so there is no limit.
         */
        private static void awaitRelease(CountDownLatch released) {
            boolean interrupted = false;
            while (true) {
                try {
                    released.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A question on its way through the ring, and what came of it. */
    private static final class Answer<T extends @Nullable Object> implements Runnable {
        private final Supplier<T> question;
        private @Nullable T value;
        private @Nullable RuntimeException failure;

        Answer(Supplier<T> question) {
            this.question = question;
        }

        @Override
        public void run() {
            try {
                value = question.get();
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // T may be nullable; then so is the value
        T get() {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
