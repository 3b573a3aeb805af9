package dev.barista.testkit;

import dev.barista.runtime.HostClock;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is told to advance. It starts at 0. Thread-safe. */
public final class ManualClock implements HostClock {
    private static final int MOST_IN_ONE_GO = 100_000;

    private record Due(long nanoTime, long order, Runnable action) {}

    private final PriorityQueue<Due> schedule =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::nanoTime).thenComparingLong(Due::order));
    private final ManualWorkers workers;
    private long now;
    private long scheduled;

    ManualClock(ManualWorkers workers) {
        this.workers = workers;
    }

    /**
     * Lets time pass: each timer that becomes due runs, in order, at the time at which it is due.
     * The work that devices offload takes no time: it is completed before time passes, and after
     * each timer.
     *
     * @throws AssertionError if timers start each other without end, or work does not end
     */
    public void advance(Duration duration) {
        long target = nanoTime() + duration.toNanos();
        workers.runAll();
        Due due;
        for (int done = 0; (due = takeDue(target)) != null; done++) {
            if (done == MOST_IN_ONE_GO) {
                throw new AssertionError(
                        "%,d timers have run while the clock advanced by %s"
                                .formatted(done, duration));
            }
            due.action().run();
            workers.runAll();
        }
        arrive(target);
    }

    /** Completes the work that devices have offloaded, without any time passing. */
    public void completeWork() {
        advance(Duration.ZERO);
    }

    /** How many timers and pieces of work wait for {@link #advance}. */
    public int waiting() {
        int timers;
        synchronized (this) {
            timers = schedule.size();
        }
        return timers + workers.waiting();
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable schedule(Duration delay, Runnable action) {
        Due due = new Due(dueTime(delay), scheduled++, action);
        schedule.add(due);
        return () -> cancel(due);
    }

    @Override
    public synchronized void close() {
        schedule.clear();
    }

    private synchronized void cancel(Due due) {
        schedule.remove(due);
    }

    private synchronized @Nullable Due takeDue(long target) {
        Due due = schedule.peek();
        if (due == null || due.nanoTime() > target) {
            return null;
        }
        schedule.remove();
        now = Math.max(now, due.nanoTime());
        return due;
    }

    private synchronized void arrive(long target) {
        now = Math.max(now, target);
    }

    /** A guest may ask for any delay; one that does not fit is as good as for ever. */
    private long dueTime(Duration delay) {
        try {
            return delay.isNegative() ? now : Math.addExact(now, delay.toNanos());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
