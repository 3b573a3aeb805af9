package dev.barista.runtime.partition;

/** A partition can't do what was asked; the message is one line for people with the next step. */
public final class PartitionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what can't be done, and what to do instead. */
    public PartitionException(String message) {
        super(message);
    }

    /** The same, with what stood in the way. */
    public PartitionException(String message, Throwable cause) {
        super(message, cause);
    }
}
