package dev.barista.launcher.console;

/** A line typed at the console can't be executed; the message says why. */
final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConsoleException(String message) {
        super(message);
    }
}
