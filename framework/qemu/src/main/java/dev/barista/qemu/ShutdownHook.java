package dev.barista.qemu;

/** An action for the case that the JVM ends (SIGTERM, SIGINT, exit) before this is removed. */
final class ShutdownHook {
    private final Thread thread;

    ShutdownHook(String name, Runnable action) {
        thread = new Thread(action, name);
        Runtime.getRuntime().addShutdownHook(thread);
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException shuttingDown) {
            // The action runs or has run: nothing is left to prevent.
        }
    }
}
