package dev.barista.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, kept by one sleeping thread that starts with the first timer. */
final class SystemClock implements HostClock {
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().name("barista-timers").daemon().factory());

    SystemClock() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(Duration delay, Runnable action) {
        Future<?> due = timers.schedule(action, saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }

    /** A guest may ask for any delay: what does not fit in nanoseconds is as good as for ever. */
    private static long saturatedNanos(Duration delay) {
        try {
            return Math.max(0, delay.toNanos());
        } catch (ArithmeticException e) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }
}
