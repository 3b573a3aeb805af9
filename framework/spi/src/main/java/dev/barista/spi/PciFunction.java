package dev.barista.spi;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What every device extends: the services of its host, under short names.
 *
 * <p>All methods are called by the device's own code, on the thread that executes its events.
 */
public abstract class PciFunction {
    private final DeviceContext context;

    /** Takes the services; none may be used before the constructor has returned. */
    protected PciFunction(DeviceContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /** The guest's memory as this device's DMA sees it. */
    protected final GuestMemory memory() {
        return context.memory();
    }

    /**
     * The memory behind the {@link Pages mapped pages} of a BAR, by offset in the BAR; it ends with
     * the last of them. The guest may change it at any time: what comes from it is copied first and
     * checked then. Bytes outside the mapped pages belong to nobody.
     *
     * @throws IllegalArgumentException if the BAR has no mapped pages
     */
    protected final MemorySegment mappedPages(int bar) {
        return context.mappedPages(bar);
    }

    /** The device's interrupts. */
    protected final Interrupts interrupts() {
        return context.interrupts();
    }

    /**
     * Runs {@code work} on another thread and then, as an event of this device, {@code completion}
     * with its result. The work must not touch the device's fields, and uses guest memory only
     * through a {@link GuestMemory#pin pin}. After a reset the completion is dropped. Work that
     * throws faults the device, as a hook that throws does.
     */
    protected final <T> void offload(Callable<T> work, Consumer<? super T> completion) {
        context.offload(work, completion);
    }

    /**
     * Runs {@code action} as an event of this device once {@code delay} has passed, never from
     * inside this call. A reset cancels it.
     */
    protected final Timer after(Duration delay, Runnable action) {
        return context.after(delay, action);
    }

    /** The host's monotonic clock in nanoseconds, the one that timers use. */
    protected final long nanoTime() {
        return context.nanoTime();
    }
}
