package dev.barista.vfiouser.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a device's process may end before nobody starts it again.
 *
 * @param limit restarts within the time
 * @param within how long an end is remembered
 */
public record RestartPolicy(int limit, Duration within) {
    /** Five times in a minute. */
    public static final RestartPolicy DEFAULT = new RestartPolicy(5, Duration.ofMinutes(1));

    /** Counts the restarts of one device. */
    final class Count {
        private final Deque<Long> restarts = new ArrayDeque<>();

        /** Whether one more restart is allowed at a time of the monotonic clock; counts it. */
        boolean allows(long nanoTime) {
            while (!restarts.isEmpty() && nanoTime - restarts.getFirst() > within.toNanos()) {
                restarts.removeFirst();
            }
            if (restarts.size() >= limit) {
                return false;
            }
            restarts.addLast(nanoTime);
            return true;
        }

        /** Forgets what has been. */
        void clear() {
            restarts.clear();
        }
    }
}
