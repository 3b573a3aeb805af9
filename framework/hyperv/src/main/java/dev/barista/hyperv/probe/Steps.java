package dev.barista.hyperv.probe;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What a probe does, one after the other, whatever comes of it. For one thread. */
final class Steps {
    private final List<ProbeReport.Step> steps = new ArrayList<>();

    /** Does something; whether it went well. */
    boolean run(String name, Runnable step) {
        return Boolean.TRUE.equals(
                take(
                        name,
                        () -> {
                            step.run();
                            return true;
                        }));
    }

    /** Gets something; null if it did not go well. */
    <T> @Nullable T take(String name, Supplier<T> step) {
        long start = System.nanoTime();
        @Nullable String failure = null;
        try {
            return step.get();
        } catch (RuntimeException e) {
            failure = message(e);
            return null;
        } finally {
            long milliseconds = (System.nanoTime() - start) / 1_000_000;
            steps.add(new ProbeReport.Step(name, milliseconds, failure));
        }
    }

    private static String message(RuntimeException thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    List<ProbeReport.Step> list() {
        return List.copyOf(steps);
    }
}
