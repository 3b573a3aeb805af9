package dev.barista.testkit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Workers that wait until they are told to work. A piece of work runs on a thread of its own, as
 * with a real host, but one after the other and while the test waits. Thread-safe.
 */
final class ManualWorkers extends AbstractExecutorService {
    private static final int MOST_IN_ONE_GO = 100_000;
    private static final long MOST_MILLIS = 30_000;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean shutdown;

    @Override
    public synchronized void execute(Runnable work) {
        if (shutdown) {
            throw new RejectedExecutionException("the host is closed");
        }
        waiting.add(work);
    }

    /** How many pieces of work have not been run. */
    synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Runs what waits, and what that leads to, until nothing is left.
     *
     * @throws AssertionError if there is no end to it
     */
    void runAll() {
        Runnable work;
        for (int done = 0; (work = poll()) != null; done++) {
            if (done == MOST_IN_ONE_GO) {
                throw new AssertionError(
                        "the device has offloaded %,d pieces of work without any time passing"
                                .formatted(done));
            }
            runOnAnotherThread(work);
        }
    }

    private synchronized @Nullable Runnable poll() {
        return waiting.poll();
    }

    private static void runOnAnotherThread(Runnable work) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread worker =
                Thread.ofPlatform()
                        .name("device-worker")
                        .daemon()
                        .uncaughtExceptionHandler((thread, cause) -> thrown.set(cause))
                        .start(work);
        try {
            worker.join(MOST_MILLIS);
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while offloaded work ran", e);
        }
        if (worker.isAlive()) {
            AssertionError endless =
                    new AssertionError(
                            "offloaded work still runs after %d s; it is here:"
                                    .formatted(MOST_MILLIS / 1000));
            endless.setStackTrace(worker.getStackTrace());
            worker.interrupt();
            throw endless;
        }
        Throwable cause = thrown.get();
        if (cause != null) {
            throw new AssertionError("offloaded work let an exception out", cause);
        }
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> dropped = List.copyOf(waiting);
        waiting.clear();
        return dropped;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && waiting.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
