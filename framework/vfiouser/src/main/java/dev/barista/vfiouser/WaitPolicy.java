package dev.barista.vfiouser;

import java.time.Duration;

/**
 * How a server waits for a client's next message.
 *
 * <p>To wake a thread that sleeps takes longer than most accesses. A server that looks instead of
 * sleeping answers sooner, but takes a processor from whoever else could use it, the client's
 * threads included: it pays where processors are free, and costs where they are not.
 */
public sealed interface WaitPolicy {
    /** Sleeps until a message comes. The default. */
    record Block() implements WaitPolicy {}

    /**
     * Looks for a while after each message, then sleeps.
     *
     * @param spin how long it looks
     */
    record SpinThenBlock(Duration spin) implements WaitPolicy {
        /** Refuses a time that is not positive, or longer than a day. */
        public SpinThenBlock {
            if (spin.isNegative() || spin.isZero() || spin.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("can't spin for " + spin);
            }
        }
    }

    /** Looks all the time while a client is connected. Takes a whole processor for each device. */
    record Spin() implements WaitPolicy {}
}
