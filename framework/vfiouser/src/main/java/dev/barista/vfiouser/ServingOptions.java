package dev.barista.vfiouser;

import java.time.Duration;
import java.util.function.LongPredicate;

/**
 * How clients are served.
 *
 * @param waiting how to wait for messages
 * @param neverMapped tells by a region's first DMA address that its memory is read and written by
 *     messages although it could be mapped; the specification wants clients to answer them
 * @param replyLimit how long a client may take to answer a message; whoever takes longer is
 *     disconnected, because its device does nothing meanwhile
 */
record ServingOptions(WaitPolicy waiting, LongPredicate neverMapped, Duration replyLimit) {
    /** What clients get that are no tests. QEMU gives a server 5 seconds. */
    static ServingOptions with(WaitPolicy waiting) {
        return new ServingOptions(waiting, address -> false, Duration.ofSeconds(10));
    }
}
