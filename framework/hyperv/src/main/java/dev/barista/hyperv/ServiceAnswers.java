package dev.barista.hyperv;

import dev.barista.compute.Availability;
import dev.barista.hyperv.compute.HostComputeService;
import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.error.MissingExportException;

import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the Host Compute Service says to questions that change nothing. */
final class ServiceAnswers {
    private static final long SECONDS = 10;

    private ServiceAnswers() {}

    /** Which schema versions documents may have. */
    static Availability schemaVersions() {
        return answer(
                () ->
                        HostComputeService.schemaVersions().stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")));
    }

    /**
     * Whether this user may drive Hyper-V. By documentation that takes an administrator or a member
     * of Hyper-V Administrators; by field report a member's token may be without it until the next
     * sign-in. So it is tried: to list the systems takes the right.
     */
    static Availability rights() {
        return answer(
                () -> {
                    HostComputeService.systems(null).orTimeout(SECONDS, TimeUnit.SECONDS).join();
                    return "this user may list compute systems";
                });
    }

    private static Availability answer(Supplier<String> question) {
        try {
            return new Availability.Available(question.get());
        } catch (MissingExportException | HyperVException e) {
            return refused(e);
        } catch (CompletionException e) {
            return refused(e.getCause() == null ? e : e.getCause());
        }
    }

    private static Availability refused(Throwable e) {
        if (!(e instanceof HyperVException failure)) {
            return new Availability.Unavailable(
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    "see that the service vmcompute runs");
        }
        String remedy = failure.resultInDocument().remedy();
        return new Availability.Unavailable(
                failure.resultInDocument().toString(),
                remedy.isEmpty() ? "see that the service vmcompute runs" : remedy);
    }
}
