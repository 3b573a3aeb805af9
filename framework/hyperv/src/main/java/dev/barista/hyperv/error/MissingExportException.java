package dev.barista.hyperv.error;

/**
 * This machine's Hyper-V has no such function. The message names the library and the first build of
 * Windows that has it.
 */
public final class MissingExportException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    /** A function that can't be called, and why not, in one line. */
    public MissingExportException(String message) {
        super(message);
    }
}
