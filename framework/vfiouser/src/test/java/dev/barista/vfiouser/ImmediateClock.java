package dev.barista.vfiouser;

import dev.barista.runtime.HostClock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A time that passes when somebody asks for no delay: then all that waits is due. */
final class ImmediateClock implements HostClock {
    private final List<Runnable> waiting = new ArrayList<>();
    private long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable action) {
        waiting.add(action);
        if (delay.isZero()) {
            now += Duration.ofSeconds(1).toNanos();
            List<Runnable> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(Runnable::run);
        }
        return () -> waiting.remove(action);
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
