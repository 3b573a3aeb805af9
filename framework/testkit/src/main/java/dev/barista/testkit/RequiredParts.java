package dev.barista.testkit;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What a test needs and a machine may lack: QEMU, a network, a C compiler. The one place that says
 * what is done then: the test is skipped with its reason, or fails where the system property {@code
 * barista.require} is {@code all}, so that nothing is skipped unseen in continuous integration.
 */
public final class RequiredParts {
    /** The property that turns a missing part into a failure. */
    public static final String PROPERTY = "barista.require";

    private RequiredParts() {}

    /**
     * Ends the test unless the part is there.
     *
     * @param reason names the missing part, in one line for people
     */
    public static void require(boolean present, String reason) {
        if (!present) {
            throw missing(reason, null);
        }
    }

    /**
     * Ends the test, for want of a part.
     *
     * @param reason names the missing part, in one line for people
     * @return the failure, to be thrown; where the test is to be skipped, this throws itself
     */
    public static AssertionError missing(String reason, @Nullable Throwable cause) {
        if (System.getProperty(PROPERTY, "").equals("all")) {
            return new AssertionError(
                    "%s (a failure because %s=all)".formatted(reason, PROPERTY), cause);
        }
        throw new TestAbortedException(reason, cause);
    }
}
