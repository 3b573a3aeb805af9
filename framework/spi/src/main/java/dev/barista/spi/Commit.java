package dev.barista.spi;

/** When a 64-bit register that is written in 32-bit halves calls its {@link Write} hook. */
public enum Commit {
    /** After each half, with the other half as it is stored. */
    EACH_HALF,
    /** After the high half only; a written low half is stored and waits. */
    HIGH_HALF
}
