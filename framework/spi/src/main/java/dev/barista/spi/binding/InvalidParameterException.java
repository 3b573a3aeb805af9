package dev.barista.spi.binding;

/** A device was configured with a key it does not have or a value it does not take. */
public final class InvalidParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** An exception whose message is one line for people. */
    public InvalidParameterException(String message) {
        super(message);
    }
}
