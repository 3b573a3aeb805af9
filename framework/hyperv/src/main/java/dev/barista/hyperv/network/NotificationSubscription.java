package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.network.NotificationCalls.Registration;

/** A listener that hears notifications until this is closed. */
public final class NotificationSubscription implements AutoCloseable {
    private final Registration registration;

    NotificationSubscription(Registration registration) {
        this.registration = registration;
    }

    /** Ends it; what comes all the same is not told any more. */
    @Override
    public void close() {
        registration.close();
    }
}
