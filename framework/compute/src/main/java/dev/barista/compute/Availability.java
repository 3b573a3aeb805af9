package dev.barista.compute;

/** Whether something can be used on this machine, and if not, why, and what would help. */
public sealed interface Availability {
    /** It can; with what was found, for people. */
    record Available(String found) implements Availability {}

    /** It can't; one line each for people. */
    record Unavailable(String reason, String nextStep) implements Availability {}
}
