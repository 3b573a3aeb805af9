package dev.barista.runtime.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of a device that asked for one: it keeps the baton, and sleeps while nothing waits. A
 * device that polls is asked for work before that, and again after pauses that grow.
 */
final class DedicatedThread {
    private static final int SPINS = 2_000;
    private static final long SHORTEST_PAUSE_NANOS = 50_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000;

    private final DeviceRing ring;
    private final Thread thread;
    private volatile boolean holding;
    private volatile boolean asleep;
    private volatile boolean ending;

    DedicatedThread(DeviceRing ring, String name) {
        this.ring = ring;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Returns when the thread holds the baton. */
    void start() {
        thread.start();
        while (!holding) {
            Thread.onSpinWait();
        }
    }

    /** Something has been published. */
    void wake() {
        VarHandle
                .fullFence(); // publishing is a release store: the look at the flag must come after
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    void end() {
        ending = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ring.enter()) {
            Thread.onSpinWait();
        }
        holding = true;
        int idle = 0;
        long pause = SHORTEST_PAUSE_NANOS;
        while (true) {
            if (ring.hasPublished()) {
                ring.executePublished();
                idle = 0;
                pause = SHORTEST_PAUSE_NANOS;
            } else if (!ending && ring.poll()) {
                idle = 0;
                pause = SHORTEST_PAUSE_NANOS;
            } else if (ending) {
                ring.leave();
                return;
            } else if (idle++ < SPINS) {
                Thread.onSpinWait();
            } else {
                asleep = true;
                if (!ring.hasPublished() && !ending) {
                    sleep(pause);
                }
                asleep = false;
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
    }

    private void sleep(long pause) {
        if (ring.polls()) {
            LockSupport.parkNanos(this, pause);
        } else {
            LockSupport.park(this);
        }
    }
}
