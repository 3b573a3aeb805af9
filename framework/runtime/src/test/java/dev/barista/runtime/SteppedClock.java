package dev.barista.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that a test advances. Thread-safe. */
final class SteppedClock implements HostClock {
    private record Due(long nanoTime, Runnable action) {}

    private final List<Due> schedule = new ArrayList<>();
    private long now;

    synchronized void advance(Duration step) {
        now += step.toNanos();
        List<Due> due = schedule.stream().filter(each -> each.nanoTime <= now).toList();
        schedule.removeAll(due);
        due.stream()
                .sorted(Comparator.comparingLong(Due::nanoTime))
                .forEach(each -> each.action.run());
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable schedule(Duration delay, Runnable action) {
        Due due = new Due(now + delay.toNanos(), action);
        schedule.add(due);
        return () -> cancel(due);
    }

    private synchronized void cancel(Due due) {
        schedule.remove(due);
    }

    @Override
    public synchronized void close() {
        schedule.clear();
    }
}
