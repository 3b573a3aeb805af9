package dev.barista.spi.binding;

/** A saved state does not fit the device that should take it over. */
public final class InvalidStateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An exception whose message is one line for people. */
    public InvalidStateException(String message) {
        super(message);
    }
}
