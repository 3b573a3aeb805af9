package dev.barista.vfiouser.protocol;

/** A message is not what the specification says. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says what is wrong with it. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** The same, with what found it. */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
