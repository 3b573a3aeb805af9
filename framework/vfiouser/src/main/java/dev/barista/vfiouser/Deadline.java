package dev.barista.vfiouser;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.protocol.Errno;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When a client should have answered. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /**
     * What is left.
     *
     * @throws ErrnoException {@link Errno#ETIMEDOUT} if that is nothing
     */
    long nanos() throws ErrnoException {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw new ErrnoException("an answer", -Errno.ETIMEDOUT);
        }
        return left;
    }

    /** The same in milliseconds, rounded up. */
    int millis() throws ErrnoException {
        return (int) (TimeUnit.NANOSECONDS.toMillis(nanos()) + 1);
    }
}
