package dev.barista.runtime.ring;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that executes posted events whose producers could not: they met a taken baton and went
 * on, and the one who held it may have looked at the ring a moment too early. It sleeps unless
 * asked, and starts when it is first needed; while one event holds a baton for long, it looks less
 * and less often. Thread-safe.
 */
public final class DrainGuard implements AutoCloseable {
    private final Set<DeviceRing> watched = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** Whether something has been asked for since the last look. */
    private volatile boolean asked;

    /** A guard that has not been needed yet. */
    public DrainGuard() {}

    /** Makes sure that what is published in the ring by now is executed. */
    void watch(DeviceRing ring) {
        watched.add(ring);
        asked = true;
        LockSupport.unpark(thread());
    }

    /** Ends the thread, after it has executed what it was asked to. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            asked = true;
            running = thread;
        }
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Thread thread() {
        Thread running = thread;
        if (running == null) {
            running = Thread.ofPlatform().name("barista-drain-guard").daemon().unstarted(this::run);
            thread = running;
            running.start();
        }
        return running;
    }

    private void run() {
        int looks = 0;
        while (true) {
            if (asked) {
                asked = false;
                looks = 0;
            }
            for (DeviceRing ring : List.copyOf(watched)) {
                watched.remove(ring);
                if (ring.enter()) {
                    ring.executePublished();
                    ring.leave();
                } else {
                    watched.add(ring);
                }
            }
            if (!watched.isEmpty()) {
                LockSupport.parkNanos(this, Backoff.nanos(looks++));
            } else if (closed) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }
}
