package dev.barista.launcher;

/** Whether whoever runs the command wants to see what is behind an error. */
final class Verbosity {
    private static volatile boolean verbose;

    private Verbosity() {}

    static void set(boolean wanted) {
        verbose = wanted;
    }

    static boolean isVerbose() {
        return verbose;
    }
}
