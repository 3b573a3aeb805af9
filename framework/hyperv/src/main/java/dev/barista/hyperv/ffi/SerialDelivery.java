package dev.barista.hyperv.ffi;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes what threads of Windows tell, and gives it to a listener on a thread of Java's: one after
 * the other, in the order in which it came. So the listener may do anything, closing included, and
 * the thread of Windows goes back at once. Thread-safe.
 *
 * <p>What a listener throws is logged once and counted. Where it is so slow that {@value #LIMIT}
 * wait, further ones are dropped and counted.
 *
 * @param <T> what is told
 */
public final class SerialDelivery<T> implements Consumer<T> {
    /** How many may wait. */
    public static final int LIMIT = 4096;

    private static final System.Logger LOG = System.getLogger("dev.barista.hyperv");

    /** Threads that go on where those of Windows stop; they don't keep the process alive. */
    private static final Executor THREADS =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("hyperv-", 0).factory());

    private final Consumer<? super T> listener;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private boolean running;

    /** For one listener. */
    public SerialDelivery(Consumer<? super T> listener) {
        this.listener = listener;
    }

    /** Runs something on one of the threads that listeners run on. */
    public static void handOver(Runnable action) {
        THREADS.execute(action);
    }

    @Override
    public void accept(T told) {
        synchronized (this) {
            if (waiting.size() >= LIMIT) {
                dropped.incrementAndGet();
                return;
            }
            waiting.add(told);
            if (running) {
                return;
            }
            running = true;
        }
        handOver(this::deliver);
    }

    private void deliver() {
        while (true) {
            T next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            try {
                listener.accept(next);
            } catch (RuntimeException | Error e) {
                if (failed.getAndIncrement() == 0) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "a listener threw; further exceptions of it are only counted",
                            e);
                }
            }
        }
    }

    /** How many the listener has thrown for. */
    public long failedCount() {
        return failed.get();
    }

    /** How many were dropped. */
    public long droppedCount() {
        return dropped.get();
    }
}
