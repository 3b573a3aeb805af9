package dev.barista.benchmarks.ring.alternatives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** Where the thread that made it finds the answer to its read. */
public final class ReplyCell {
    private static final VarHandle DONE;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(ReplyCell.class, "done", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread owner = Thread.currentThread();

    @SuppressWarnings("UnusedVariable") // through DONE
    private boolean done;

    private int value;

    /** A cell of the calling thread. */
    public ReplyCell() {}

    void reset() {
        DONE.setOpaque(this, false);
    }

    void complete(int answer) {
        value = answer;
        DONE.setRelease(this, true);
    }

    boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    int value() {
        return value;
    }

    void unparkOwner() {
        LockSupport.unpark(owner);
    }
}
