package dev.barista.runtime.partition;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.ring.AccessPort;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A partition without a hypervisor: RAM in a segment, calls straight into the ring, and interrupts
 * to whoever asks for them. What tests, benchmarks and a first look use.
 *
 * <p>RAM starts at guest address 0 and is shared by all devices.
 */
public final class InProcessPartition implements Partition {
    /** How much RAM there is if nobody says. */
    public static final long DEFAULT_RAM = 16L << 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment ram;
    private final Map<String, DeviceEndpoint> devices = new ConcurrentHashMap<>();
    private final InterruptSink interrupts;
    private boolean closed;

    /** A partition whose interrupts nobody hears. */
    public InProcessPartition() {
        this(DEFAULT_RAM, new Unheard());
    }

    /**
     * A partition.
     *
     * @param ramSize bytes of RAM
     * @param interrupts hears the interrupts of every device
     */
    public InProcessPartition(long ramSize, InterruptSink interrupts) {
        this.ram = arena.allocate(ramSize, Long.BYTES);
        this.interrupts = interrupts;
    }

    /** The guest's RAM; guest address 0 is its first byte. */
    public MemorySegment ram() {
        return ram;
    }

    /**
     * A port to an attached device, for the calling thread.
     *
     * @throws PartitionException if no such device is attached
     */
    public AccessPort port(String instanceName) {
        DeviceEndpoint device = devices.get(instanceName);
        if (device == null) {
            throw new PartitionException("no device '" + instanceName + "' is attached");
        }
        return device.openPort();
    }

    @Override
    public String name() {
        return "in-process";
    }

    @Override
    public Attachment attach(DeviceEndpoint device) {
        device.map(MemoryRegion.mapped(0, ram, true, true, () -> {}));
        device.connect(interrupts);
        return new Attachment() {
            @Override
            public String address() {
                return "in-process:" + device.instanceName();
            }

            @Override
            public void start() {
                devices.put(device.instanceName(), device);
            }

            @Override
            public void close() {
                devices.remove(device.instanceName());
                device.disconnect();
                device.unmapAll();
            }
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }

    /** Takes every message, to nobody. */
    private static final class Unheard implements InterruptSink {
        @Override
        public boolean message(InterruptMode mode, int vector, long address, int data) {
            return true;
        }

        @Override
        public void intx(boolean asserted) {}

        @Override
        public boolean ownsVectors() {
            return false;
        }
    }
}
