package dev.barista.runtime;

import dev.barista.runtime.memory.LostMemory;
import dev.barista.runtime.ring.DeviceRing;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Interrupts;
import dev.barista.spi.Timer;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A device's services. Used by the device's own code, so by one thread at a time; what comes back
 * from timers and workers comes as events of the ring, and is dropped if a reset lies between.
 */
final class HostedContext implements DeviceContext {
    private final String instanceName;
    private final GuestMemory memory;
    private final MappedMemory mapped;
    private final Interrupts interrupts;
    private final DeviceRing ring;
    private final HostClock clock;
    private final Executor workers;
    private final Consumer<Throwable> faults;
    private final Set<PendingTimer> timers = new HashSet<>();

    /** Counts resets: what was started under an earlier number is of no interest any more. */
    private int generation;

    HostedContext(
            String instanceName,
            GuestMemory memory,
            MappedMemory mapped,
            Interrupts interrupts,
            DeviceRing ring,
            HostClock clock,
            Executor workers,
            Consumer<Throwable> faults) {
        this.instanceName = instanceName;
        this.memory = memory;
        this.mapped = mapped;
        this.interrupts = interrupts;
        this.ring = ring;
        this.clock = clock;
        this.workers = workers;
        this.faults = faults;
    }

    @Override
    public String instanceName() {
        return instanceName;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public MemorySegment mappedPages(int bar) {
        return mapped.of(bar).segment();
    }

    @Override
    public Interrupts interrupts() {
        return interrupts;
    }

    @Override
    public <T> void offload(Callable<T> work, Consumer<? super T> completion) {
        int started = generation;
        workers.execute(() -> work(work, completion, started));
    }

    private <T> void work(Callable<T> work, Consumer<? super T> completion, int started) {
        Runnable outcome;
        try {
            T result = work.call();
            LostMemory.surface(); // of a pin, so that it is this work's failure
            outcome = () -> completion.accept(result);
        } catch (Throwable cause) {
            outcome = () -> faults.accept(cause);
        }
        Runnable event = outcome;
        ring.execute(
                () -> {
                    if (started == generation) {
                        event.run();
                    }
                });
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        PendingTimer timer = new PendingTimer(action);
        timers.add(timer);
        timer.start(delay);
        return timer;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Makes timers and work under way come to nothing. */
    void cancelAll() {
        generation++;
        timers.forEach(PendingTimer::abandon);
        timers.clear();
    }

    private final class PendingTimer implements Timer {
        private final Runnable action;
        private Runnable cancellation = () -> {};

        PendingTimer(Runnable action) {
            this.action = action;
        }

        void start(Duration delay) {
            cancellation = clock.schedule(delay, this::due);
        }

        /** Runs on the clock's thread, which a device must not hold up. */
        private void due() {
            try {
                workers.execute(() -> ring.execute(this::fire));
            } catch (RejectedExecutionException e) {
                // The host is closing; nobody will see what the action would do.
            }
        }

        private void fire() {
            if (timers.remove(this)) {
                action.run();
            }
        }

        void abandon() {
            cancellation.run();
        }

        @Override
        public void cancel() {
            if (timers.remove(this)) {
                abandon();
            }
        }
    }
}
