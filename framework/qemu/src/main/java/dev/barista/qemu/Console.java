package dev.barista.qemu;

/** Where the guest's console is. */
public enum Console {
    /** Kept by {@link Guest#consoleLog()}; the guest has no shell on it. */
    CAPTURED,
    /**
     * This process's terminal, with a shell that ends the guest when it ends. Ctrl-A X ends QEMU,
     * Ctrl-A C switches to its monitor.
     */
    TERMINAL
}
