package dev.barista.runtime.partition;

import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.MemorySource;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.DeviceDescription;

import java.util.Map;

/**
 * A device as its partition sees it. Thread-safe; every method that changes or asks the device is
 * executed in the order of its ring, and returns when that is done. None may be called from the
 * device's own code.
 */
public interface DeviceEndpoint {
    /** The name of this instance, unique in its host. */
    String instanceName();

    /** What the device is. */
    DeviceDescription description();

    /** Bytes of configuration space: 256 or 4096. */
    int configSize();

    /**
     * The memory that the partition has made for the mapped pages of a BAR.
     *
     * @throws IllegalArgumentException if the BAR has none
     */
    BarMemory mappedPages(int bar);

    /** A way for the calling thread to access the device; each thread opens its own. */
    AccessPort openPort();

    /**
     * Executes a task as an event of the device; may return before it has run. Allowed from the
     * device's own code too, as from an {@link InterruptSink}: it runs after the event that is
     * being executed.
     */
    void execute(Runnable task);

    /** Where interrupts go from now on; pending ones are delivered there. */
    void connect(InterruptSink sink);

    /** Interrupts go nowhere from now on: messages stay pending, the pin's level is remembered. */
    void disconnect();

    /** The sink can deliver what it could not before. */
    void retryPendingInterrupts();

    /**
     * Gives the device memory to reach by DMA.
     *
     * @throws IllegalArgumentException if the region overlaps one that is there; the caller keeps
     *     the region then, otherwise the endpoint releases it
     */
    void map(MemoryRegion region);

    /**
     * Takes memory away, and returns when no pin holds it and it is released.
     *
     * @return whether exactly such a region was there
     */
    boolean unmap(long address, long size);

    /**
     * Has the device reach memory that is mapped when it first touches it, beside no other regions,
     * until {@link #unmapAll}.
     */
    void mapOnDemand(MemorySource source);

    /** Takes all memory away, as {@link #unmap}. */
    void unmapAll();

    /**
     * Makes the device anew, with parameters that come from the guest's side. They go before those
     * that the host gave. Everything that the device knew is gone; the partition's ports, memory
     * and interrupts stay.
     *
     * @throws dev.barista.spi.binding.InvalidParameterException if the device takes no such
     *     parameter; the device is as it was then, as it is if its constructor throws
     */
    void configure(Map<String, String> parameters);

    /** Resets the function as a bus reset does. A faulted device is working again after it. */
    void reset();

    /**
     * The device's state; a task of {@link #execute} may ask for it too.
     *
     * @throws UnsupportedOperationException if the device says it cannot be saved
     */
    byte[] save();

    /**
     * Takes over a state that {@link #save} gave.
     *
     * @throws dev.barista.spi.binding.InvalidStateException if it does not fit; the device has been
     *     reset then
     */
    void restore(byte[] state);
}
