package dev.barista.vfiouser;

import java.util.concurrent.CountDownLatch;

/**
 * Waits that an interrupt does not end, because what follows them is only safe when they are over.
 * The interrupt is kept for the caller.
 */
final class Uninterruptibly {
    private Uninterruptibly() {}

    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    /** Waits for a thread to end; while it does not, does something about it now and then. */
    static void join(Thread thread, long everyMillis, Runnable reminder) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(everyMillis);
                reminder.run();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        restore(interrupted);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
