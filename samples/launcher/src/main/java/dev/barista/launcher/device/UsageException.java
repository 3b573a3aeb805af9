package dev.barista.launcher.device;

/** What was typed can't be done as typed; the message is one line for people with the next step. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what is wrong with the command line. */
    public UsageException(String message) {
        super(message);
    }

    /** The same, with what found it wrong. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
