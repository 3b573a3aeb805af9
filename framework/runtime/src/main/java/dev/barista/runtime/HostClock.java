package dev.barista.runtime;

import java.time.Duration;

/** The time that devices live in: the system's, or a test's own. Thread-safe. */
public interface HostClock extends AutoCloseable {
    /** A monotonic time in nanoseconds. */
    long nanoTime();

    /**
     * Runs an action once a delay has passed, on a thread that the action must not hold up.
     *
     * @return cancels the action if it has not started
     */
    Runnable schedule(Duration delay, Runnable action);

    /** Drops what is scheduled; called again, does nothing. */
    @Override
    void close();
}
