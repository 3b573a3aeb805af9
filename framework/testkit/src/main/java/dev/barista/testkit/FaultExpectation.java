package dev.barista.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What a test says about faults of its device, with {@link ExpectsFault} or without. */
public final class FaultExpectation {
    private final @Nullable Class<? extends Throwable> expected;

    private FaultExpectation(@Nullable Class<? extends Throwable> expected) {
        this.expected = expected;
    }

    /** The expectation of the test that an extension is called for. */
    public static FaultExpectation of(ExtensionContext context) {
        return new FaultExpectation(
                AnnotationSupport.findAnnotation(context.getElement(), ExpectsFault.class)
                        .<Class<? extends Throwable>>map(ExpectsFault::value)
                        .orElse(null));
    }

    /**
     * Fails the test if its device was faulted unexpectedly, or expectedly was not.
     *
     * @param cause what the device's code threw, if it did
     */
    public void check(@Nullable Throwable cause) {
        if (expected == null) {
            if (cause != null) {
                throw new AssertionError("the device has been faulted", cause);
            }
        } else if (cause == null) {
            throw new AssertionError(
                    "the device should have been faulted by " + expected.getName());
        } else if (!expected.isInstance(cause)) {
            throw new AssertionError(
                    "the device has been faulted by something else than " + expected.getName(),
                    cause);
        }
    }
}
