package dev.barista.runtime;

import dev.barista.runtime.memory.LostMemory;
import dev.barista.runtime.ring.DeviceRing;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.Interrupts;
import dev.barista.spi.Timer;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private final WorkUnderWay underWay = new WorkUnderWay();

    /** Work to be started, and outcomes to be told, once the device is not paused any more. */
    private final List<Runnable> keptBack = new ArrayList<>();

    private final List<Runnable> completed = new ArrayList<>();
    private boolean paused;

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
        Runnable task = () -> work(work, completion, started);
        if (paused) {
            keptBack.add(task);
        } else {
            start(task);
        }
    }

    private void start(Runnable task) {
        underWay.begin();
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            underWay.end();
            throw e;
        }
    }

    private <T> void work(Callable<T> work, Consumer<? super T> completion, int started) {
        Runnable outcome;
        try {
            T result = work.call();
            LostMemory.surface(); // of a pin, so that it is this work's failure
            outcome = () -> completion.accept(result);
        } catch (Throwable cause) {
            outcome = () -> faults.accept(cause);
        } finally {
            underWay.end();
        }
        Runnable event = outcome;
        ring.execute(() -> complete(event, started));
    }

    private void complete(Runnable outcome, int started) {
        if (started != generation) {
            return;
        }
        if (paused) {
            completed.add(outcome);
        } else {
            outcome.run();
        }
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        PendingTimer timer = new PendingTimer(delay, action);
        timers.add(timer);
        if (!paused) {
            timer.start();
        }
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
        keptBack.clear();
        completed.clear();
    }

    /**
     * Lets nothing happen by itself any more: timers stand still, offloaded work is not started,
     * and what comes of work that has been started is kept. Paused already, does nothing.
     */
    void pause() {
        if (!paused) {
            paused = true;
            timers.forEach(PendingTimer::stop);
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Goes on where {@link #pause} stopped; not paused, does nothing. */
    void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        timers.forEach(PendingTimer::start);
        List<Runnable> tasks = List.copyOf(keptBack);
        keptBack.clear();
        tasks.forEach(this::start);
        List<Runnable> outcomes = List.copyOf(completed);
        completed.clear();
        int started = generation;
        outcomes.forEach(outcome -> ring.execute(() -> complete(outcome, started)));
    }

    /**
     * Waits until no offloaded work is under way. Called by a thread that does not hold the device.
     *
     * @return whether that was so before the time was over
     */
    boolean awaitWork(Duration limit) {
        return underWay.awaitNone(limit);
    }

    private final class PendingTimer implements Timer {
        private final Runnable action;

        /** How long it has to run from {@link #startedAt} on. */
        private Duration delay;

        private long startedAt;
        private Runnable cancellation = () -> {};

        PendingTimer(Duration delay, Runnable action) {
            this.delay = delay;
            this.action = action;
        }

        void start() {
            startedAt = clock.nanoTime();
            cancellation = clock.schedule(delay, this::due);
        }

        /** Stands still until it is started again. */
        void stop() {
            abandon();
            Duration rest = delay.minusNanos(clock.nanoTime() - startedAt);
            delay = rest.isNegative() ? Duration.ZERO : rest;
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
            if (!paused && timers.remove(this)) {
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
