package dev.barista.runtime;

import dev.barista.runtime.partition.Attachment;
import dev.barista.runtime.partition.InProcessPartition;
import dev.barista.runtime.partition.Partition;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.runtime.ring.DrainGuard;
import dev.barista.spi.binding.DeviceType;
import dev.barista.spi.binding.InvalidParameterException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Devices on a partition.
 *
 * <p>{@link Builder#open} makes each device, resets it, attaches it to the partition and starts it;
 * {@link #close} does the opposite and leaves no thread, descriptor, mapping or native memory. Both
 * are all or nothing. Thread-safe.
 */
public final class HdvHost implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(HdvHost.class.getName());
    private static final long WORKERS_GRACE_SECONDS = 10;

    private final Partition partition;
    private final HostClock clock;
    private final DrainGuard guard = new DrainGuard();
    private final ExecutorService workers;
    private final Map<String, HostedDevice> devices = new LinkedHashMap<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private boolean closed;

    private HdvHost(Partition partition, HostClock clock, ExecutorService workers) {
        this.partition = partition;
        this.clock = clock;
        this.workers = workers;
    }

    /** A host that is not open yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The devices, in the order in which they were asked for. */
    public Collection<HostedDevice> devices() {
        return List.copyOf(devices.values());
    }

    /**
     * The device with an instance name: its device's name, with {@code -2}, {@code -3} and so on
     * for further ones.
     *
     * @throws HostException if there is none
     */
    public HostedDevice device(String instanceName) {
        HostedDevice device = devices.get(instanceName);
        if (device == null) {
            throw new HostException(
                    "this host has no device '%s'; it has: %s"
                            .formatted(instanceName, String.join(", ", devices.keySet())));
        }
        return device;
    }

    /** Where a guest finds a device. */
    public String address(HostedDevice device) {
        return Objects.requireNonNull(attachments.get(device.instanceName()), "not of this host")
                .address();
    }

    /** Takes everything down; called again, does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Deque<Runnable> steps = new ArrayDeque<>();
        steps.add(partition::close);
        steps.add(guard::close);
        steps.add(clock::close);
        steps.add(this::endWorkers);
        devices.values().forEach(device -> steps.add(device::close));
        attachments.values().forEach(attachment -> steps.add(attachment::close));
        RuntimeException failure = null;
        while (!steps.isEmpty()) {
            try {
                steps.removeLast().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Lets work under way come to its end, and interrupts it if that takes too long. */
    private void endWorkers() {
        workers.shutdown();
        try {
            if (workers.awaitTermination(WORKERS_GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "offloaded work goes on after {0} seconds and is interrupted",
                    WORKERS_GRACE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void add(DeviceType type, Map<String, String> parameters) {
        String name = type.description().name();
        String instanceName = name;
        for (int i = 2; devices.containsKey(instanceName); i++) {
            instanceName = name + "-" + i;
        }
        HostedDevice device;
        try {
            device = make(instanceName, type, parameters);
        } catch (PartitionException e) {
            throw e;
        } catch (InvalidParameterException | HostException e) {
            throw new HostException(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            throw new HostException(
                    "device '%s' (%s) can't be made: %s"
                            .formatted(name, type.description().className(), e),
                    e);
        }
        devices.put(instanceName, device);
        attachments.put(instanceName, partition.attach(device.endpoint()));
    }

    private HostedDevice make(
            String instanceName, DeviceType type, Map<String, String> parameters) {
        MappedMemory mapped = new MappedMemory(instanceName, type.description(), partition);
        try {
            return new HostedDevice(instanceName, type, parameters, mapped, clock, workers, guard);
        } catch (RuntimeException | Error e) {
            mapped.close();
            throw e;
        }
    }

    /** What a host is made of. */
    public static final class Builder {
        private record Wanted(Function<Plugins, DeviceType> type, Map<String, String> parameters) {}

        private @Nullable Partition partition;
        private @Nullable HostClock clock;
        private @Nullable ExecutorService workers;
        private @Nullable Plugins plugins;
        private final List<Wanted> wanted = new ArrayList<>();

        private Builder() {}

        /** Where guests reach the devices; the host closes it. This process by default. */
        public Builder partition(Partition partition) {
            this.partition = partition;
            return this;
        }

        /** The time of timers; the host closes it. The system's by default. */
        public Builder clock(HostClock clock) {
            this.clock = clock;
            return this;
        }

        /** What runs offloaded work; the host shuts it down. Threads of its own by default. */
        public Builder workers(ExecutorService workers) {
            this.workers = workers;
            return this;
        }

        /** Where devices are looked up; {@link Plugins#installed} by default. */
        public Builder plugins(Plugins plugins) {
            this.plugins = plugins;
            return this;
        }

        /** Adds a device by name. */
        public Builder device(String name, Map<String, String> parameters) {
            wanted.add(new Wanted(from -> from.find(name), Map.copyOf(parameters)));
            return this;
        }

        /** Adds a device of a type that need not be a plugin. */
        public Builder device(DeviceType type, Map<String, String> parameters) {
            wanted.add(new Wanted(from -> type, Map.copyOf(parameters)));
            return this;
        }

        /**
         * Makes, attaches and starts the devices.
         *
         * @throws HostException if a device is unknown, takes no such parameter or can't be made
         * @throws PartitionException if the partition can't take it; nothing is left behind, in
         *     either case, and the partition is closed
         */
        public HdvHost open() {
            HdvHost host =
                    new HdvHost(
                            partition == null ? new InProcessPartition() : partition,
                            clock == null ? new SystemClock() : clock,
                            workers == null ? threads() : workers);
            try {
                Plugins from = plugins == null ? Plugins.installed() : plugins;
                for (Wanted device : wanted) {
                    host.add(device.type().apply(from), device.parameters());
                }
                host.attachments.values().forEach(Attachment::start);
                return host;
            } catch (RuntimeException | Error e) {
                try {
                    host.close();
                } catch (RuntimeException suppressed) {
                    e.addSuppressed(suppressed);
                }
                throw e;
            }
        }

        private static ExecutorService threads() {
            return Executors.newCachedThreadPool(
                    Thread.ofPlatform().name("barista-worker-", 0).daemon().factory());
        }
    }
}
