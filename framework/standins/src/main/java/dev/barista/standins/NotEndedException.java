package dev.barista.standins;

import java.io.IOException;

/** A program under Wine has taken longer than it may, and was ended. */
public final class NotEndedException extends IOException {
    private static final long serialVersionUID = 1;

    NotEndedException(String message) {
        super(message);
    }
}
