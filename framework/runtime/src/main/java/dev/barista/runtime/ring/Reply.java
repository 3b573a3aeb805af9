package dev.barista.runtime.ring;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The answer to one waiting producer. It belongs to the producer, never to the slot: a slot may be
 * claimed again as soon as it is consumed.
 */
final class Reply {
    private static final VarHandle DONE;
    private static final VarHandle WAITER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            DONE = lookup.findVarHandle(Reply.class, "done", boolean.class);
            WAITER = lookup.findVarHandle(Reply.class, "waiter", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // through DONE
    private boolean done;

    @SuppressWarnings("UnusedVariable") // through WAITER
    private @Nullable Thread waiter;

    private long value;

    /** Makes the reply ready for the next event; only while none is under way. */
    void reset() {
        DONE.setOpaque(this, false);
    }

    void complete(long answer) {
        value = answer;
        DONE.setVolatile(this, true);
        Thread parked = (Thread) WAITER.getVolatile(this);
        if (parked != null) {
            LockSupport.unpark(parked);
        }
    }

    boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    /** The answer, once {@link #isDone}. */
    long value() {
        return value;
    }

    /** Sleeps until {@link #complete}, for at most this long, or for no reason. */
    void park(long nanos) {
        WAITER.setVolatile(this, Thread.currentThread());
        if (!(boolean) DONE.getVolatile(this)) {
            LockSupport.parkNanos(this, nanos);
        }
        WAITER.setVolatile(this, null);
    }
}
