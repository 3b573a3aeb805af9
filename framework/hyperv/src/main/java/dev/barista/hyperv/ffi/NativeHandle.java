package dev.barista.hyperv.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A handle that this object owns. Closed exactly once, and never while a call uses it: Windows has
 * crashed where that was tried (by field report). Thread-safe.
 *
 * <p>One that is forgotten instead of closed is logged with the place where it was opened, and
 * counted; it is not closed, because nobody knows on which thread and after what it should be.
 */
public final class NativeHandle implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.barista.hyperv");
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<String, AtomicLong> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LEAKED = new AtomicLong();

    /** How a handle is given back. */
    @FunctionalInterface
    public interface Closer {
        /** Gives it back. */
        void close(MemorySegment handle);
    }

    private final String kind;
    private final MemorySegment value;
    private final Closer closer;
    private final Watch watch;
    private final Cleaner.Cleanable watched;
    private int uses;
    private boolean closing;

    private NativeHandle(String kind, MemorySegment value, Closer closer) {
        this.kind = kind;
        this.value = value;
        this.closer = closer;
        this.watch = new Watch(kind);
        this.watched = CLEANER.register(this, watch);
        OPEN.computeIfAbsent(kind, any -> new AtomicLong()).incrementAndGet();
    }

    /**
     * Takes a handle over from Windows.
     *
     * @param kind its type in C
     * @param closer must not refer to the object that owns the handle, or no leak is seen
     * @throws IllegalStateException if Windows gave no handle, all the same that it reported
     *     success
     */
    public static NativeHandle adopt(String kind, MemorySegment value, Closer closer) {
        if (value.address() == 0 || value.address() == -1) {
            throw new IllegalStateException(
                    "Windows reported success, but gave no " + kind + " (" + value.address() + ")");
        }
        return new NativeHandle(kind, value, closer);
    }

    /** Its type in C. */
    public String kind() {
        return kind;
    }

    /** How many handles of each kind are open now; kinds of which none is are left out. */
    public static Map<String, Long> openCounts() {
        Map<String, Long> counts = new TreeMap<>();
        OPEN.forEach(
                (kind, count) -> {
                    if (count.get() != 0) {
                        counts.put(kind, count.get());
                    }
                });
        return counts;
    }

    /** How many handles were forgotten, as far as the garbage collector has found them. */
    public static long leakedCount() {
        return LEAKED.get();
    }

    /**
     * The handle, for a call; the caller must {@link #release} it after the last call that uses it.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized MemorySegment acquire() {
        if (closing) {
            throw new IllegalStateException(this + " is closed");
        }
        uses++;
        return value;
    }

    /** Ends a use. The last one closes the handle, if that was asked for meanwhile. */
    public void release() {
        boolean last;
        synchronized (this) {
            if (uses == 0) {
                throw new IllegalStateException(this + " is not in use");
            }
            last = --uses == 0 && closing;
        }
        if (last) {
            closeNow();
        }
    }

    /** Whether {@link #close} was called. */
    public synchronized boolean isClosed() {
        return closing;
    }

    /**
     * Closes the handle, at once if no call uses it, otherwise when the last one ends. Called
     * again, does nothing.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            if (uses > 0) {
                return;
            }
        }
        closeNow();
    }

    private void closeNow() {
        watch.closed = true;
        watched.clean();
        OPEN.computeIfAbsent(kind, any -> new AtomicLong()).decrementAndGet();
        closer.close(value);
    }

    @Override
    public String toString() {
        return "%s 0x%x".formatted(kind, value.address());
    }

    /** What is left of a handle that was forgotten. */
    private static final class Watch implements Runnable {
        private final String kind;
        private final Throwable opened = new Throwable("opened here");
        private volatile boolean closed;

        Watch(String kind) {
            this.kind = kind;
        }

        @Override
        public void run() {
            if (!closed) {
                LEAKED.incrementAndGet();
                LOG.log(System.Logger.Level.WARNING, "a " + kind + " was not closed", opened);
            }
        }
    }
}
