package dev.barista.runtime.ring;

/**
 * How long to sleep between two looks at a baton that another thread holds.
 *
 * <p>Whoever sleeps is woken by the holder, but for one case: the holder puts the baton down at the
 * very moment in which the event is published, and sees neither. The first look finds that. If the
 * baton is still held then, the holder's next look at the ring sees the event, and further looks
 * find nothing; so they become rare.
 */
final class Backoff {
    private static final long FIRST_NANOS = 50_000;
    private static final long LONGEST_NANOS = 1_000_000_000;
    private static final int LAST_DOUBLING = 14;

    private Backoff() {}

    /** The pause after so many looks, from 0. */
    static long nanos(int looks) {
        return looks > LAST_DOUBLING
                ? LONGEST_NANOS
                : Math.min(FIRST_NANOS << looks, LONGEST_NANOS);
    }
}
