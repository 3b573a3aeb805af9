package dev.barista.hyperv.hdv;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The one thread that calls the platform about its device host; it starts with the first call. */
final class HostThread implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::thread);
    private volatile @Nullable Thread thread;

    private Thread thread(Runnable work) {
        Thread made = Thread.ofPlatform().name("hyperv device host").daemon().unstarted(work);
        thread = made;
        return made;
    }

    /**
     * Has the thread do something, and waits for it however long it takes: the platform may be at
     * work with what the caller would free. What it throws is thrown here.
     */
    <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends the thread, and waits for that. */
    @Override
    public void close() {
        executor.shutdown();
        Thread ending = thread;
        boolean interrupted = false;
        while (ending != null && ending.isAlive()) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
