package dev.barista.qemu;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A guest or what it is made of can't be had or doesn't answer. The message is one sentence for
 * people that names the next step; lines after the first, if any, quote the program that failed.
 */
public final class GuestException extends IOException {
    private static final long serialVersionUID = 1;

    GuestException(String message) {
        this(message, null);
    }

    GuestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
