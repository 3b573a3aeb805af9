package dev.barista.runtime.partition;

import dev.barista.pci.InterruptSink;
import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.memory.MemorySource;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.DeviceDescription;

import java.time.Duration;
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

    /**
     * Has memory given back that was mapped on demand and is not in use. Does not wait for that;
     * allowed from another device's code.
     */
    void releaseIdleMemory();

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
     * Whether the device can be paused, and its writes be logged; the methods for that throw {@link
     * UnsupportedOperationException} otherwise.
     */
    boolean canPause();

    /**
     * Lets the device do nothing by itself until {@link #resume}: timers stand still, and go on
     * with what is left of their time; offloaded work is not started, and what comes of work that
     * was under way is kept for later; a device that polls does not. Accesses and resets are
     * executed as ever; a reset and {@link #restore} leave the device paused. Paused already, only
     * waits.
     *
     * @param limit how long to wait for offloaded work that is under way, which may use memory that
     *     it has pinned
     * @return whether it is over. If not, the device is paused, but such work may still write
     */
    boolean pause(Duration limit);

    /** Ends {@link #pause}; if the device is not paused, does nothing. */
    void resume();

    /**
     * Remembers from now on which pages of memory the device writes; what was remembered before is
     * forgotten. Writes are slower until {@link #stopDirtyLog}.
     */
    void startDirtyLog();

    /** Forgets which pages have been written. */
    void stopDirtyLog();

    /** Whether {@link #startDirtyLog} is in force. */
    boolean isDirtyLogOn();

    /**
     * Says which pages have been written, and forgets it: {@link
     * dev.barista.runtime.memory.GuestMemoryMap#reportDirty}.
     */
    void reportDirty(long address, long length, long pageSize, long[] bitmap);

    /**
     * The device's state: registers, saved fields, configuration space, interrupt conditions.
     * Timers and offloaded work are not part of it. A task of {@link #execute} may ask for it too.
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
