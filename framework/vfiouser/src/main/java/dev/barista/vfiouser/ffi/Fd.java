package dev.barista.vfiouser.ffi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file descriptor that this object owns, and closes exactly once. A number that is closed may be
 * given out again at once, so whoever uses a descriptor from several threads must see to it that
 * none is in a call when another closes it.
 */
public final class Fd implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Fd.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int number;

    @SuppressWarnings("UnusedVariable") // through CLOSED
    private boolean closed;

    /** Takes a descriptor over from the kernel. */
    Fd(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("no descriptor: " + number);
        }
        this.number = number;
        OPEN.incrementAndGet();
    }

    /** How many descriptors objects of this class own now. */
    public static int openCount() {
        return OPEN.get();
    }

    /**
     * The kernel's number.
     *
     * @throws IllegalStateException if it is closed
     */
    int number() {
        if ((boolean) CLOSED.getOpaque(this)) {
            throw new IllegalStateException("descriptor " + number + " is closed");
        }
        return number;
    }

    boolean isClosed() {
        return (boolean) CLOSED.getAcquire(this);
    }

    /** Another descriptor for the same file, which the caller owns. */
    public Fd duplicate() throws ErrnoException {
        int duplicate = FileCalls.duplicate(number());
        if (duplicate < 0) {
            throw new ErrnoException("fcntl", duplicate);
        }
        return new Fd(duplicate);
    }

    /** Closes the descriptor; called again, does nothing. */
    @Override
    public void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            OPEN.decrementAndGet();
            // Whatever close() answers, Linux has given the number back by then.
            FileCalls.close(number);
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
