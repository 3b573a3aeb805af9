package dev.barista.runtime;

/** A host can't be opened or a device can't be made; one line for people with the next step. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what can't be done, and what to do instead. */
    public HostException(String message) {
        super(message);
    }

    /** The same, with what stood in the way. */
    public HostException(String message, Throwable cause) {
        super(message, cause);
    }
}
