package dev.barista.hyperv.ffi;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The objects behind the context values of callbacks. C gets a number that is never used twice, so
 * a callback that comes after its object is gone finds nothing, instead of something else.
 * Thread-safe.
 *
 * @param <T> what stands behind a context
 */
public final class CallbackContexts<T> {
    private static final AtomicLong LAST = new AtomicLong();

    private final Map<Long, T> live = new ConcurrentHashMap<>();
    private final AtomicLong late = new AtomicLong();

    /** None so far. */
    public CallbackContexts() {}

    /** A context for an object, to be passed to C. */
    public MemorySegment add(T object) {
        long id = LAST.incrementAndGet();
        live.put(id, object);
        return MemorySegment.ofAddress(id);
    }

    /** The object of a context that C gave back; null, and counted, if it was removed. */
    public @Nullable T find(MemorySegment context) {
        T object = live.get(context.address());
        if (object == null) {
            late.incrementAndGet();
        }
        return object;
    }

    /** Forgets an object. */
    public void remove(MemorySegment context) {
        live.remove(context.address());
    }

    /** How many objects there are. */
    public int liveCount() {
        return live.size();
    }

    /** How many callbacks came for an object that was removed, or for none. */
    public long lateCount() {
        return late.get();
    }
}
