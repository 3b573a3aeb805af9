package dev.barista.spi;

/** An action that is due later. */
public interface Timer {
    /** Keeps the action from running if it has not yet; called again, does nothing. */
    void cancel();
}
