package dev.barista.spi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * The host's side of a device, given to its constructor. DMA and interrupts come from this one
 * object, so they cannot disagree about who the device is.
 */
public interface DeviceContext {
    /** The name of this instance, unique in its host. */
    String instanceName();

    /** See {@link PciFunction#memory()}. */
    GuestMemory memory();

    /** See {@link PciFunction#mappedPages}. */
    MemorySegment mappedPages(int bar);

    /** See {@link PciFunction#interrupts()}. */
    Interrupts interrupts();

    /** See {@link PciFunction#offload}. */
    <T> void offload(Callable<T> work, Consumer<? super T> completion);

    /** See {@link PciFunction#after}. */
    Timer after(Duration delay, Runnable action);

    /** See {@link PciFunction#nanoTime()}. */
    long nanoTime();
}
