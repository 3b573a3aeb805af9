package dev.barista.hyperv.compute;

import java.time.Duration;

/** How long a wait may be, as Windows takes it. */
final class Milliseconds {
    /** The longest wait that has an end, as an unsigned number: 49 days. */
    private static final long LONGEST = 0xFFFF_FFFEL;

    private Milliseconds() {}

    /** Rounded up, so that no wait is shorter than asked for. */
    static int of(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a wait of " + timeout);
        }
        if (timeout.compareTo(Duration.ofMillis(LONGEST)) >= 0) {
            return (int) LONGEST;
        }
        return (int) timeout.plusNanos(999_999).toMillis();
    }
}
