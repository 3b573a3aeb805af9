package dev.barista.runtime;

import java.time.Duration;

/** How many offloaded tasks of a device have been started and are not over. Thread-safe. */
final class WorkUnderWay {
    private int tasks;

    synchronized void begin() {
        tasks++;
    }

    synchronized void end() {
        tasks--;
        notifyAll();
    }

    /** Waits until there are none; answers false if there still are when the time is over. */
    synchronized boolean awaitNone(Duration limit) {
        long start = System.nanoTime();
        boolean interrupted = false;
        while (tasks > 0) {
            long rest = limit.toMillis() - (System.nanoTime() - start) / 1_000_000;
            if (rest <= 0) {
                break;
            }
            try {
                wait(rest);
            } catch (InterruptedException e) {
                interrupted = true; // nothing ends the wait but the work or the limit
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return tasks == 0;
    }
}
