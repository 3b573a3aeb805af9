package dev.barista.hyperv.network;

import dev.barista.hyperv.ffi.network.NetworkQueryCalls;
import dev.barista.hyperv.ffi.network.NotificationCalls;

import java.util.function.Consumer;

/** The service itself: its notifications, counters and features. Thread-safe. */
public final class HostComputeNetwork {
    private HostComputeNetwork() {}

    /** Has everything told that happens, one after the other, until the subscription is closed. */
    public static NotificationSubscription onNotification(Consumer<NetworkNotification> listener) {
        return new NotificationSubscription(
                NotificationCalls.ofService(NetworkNotification.listener(listener)));
    }

    /**
     * What the service can do, JSON. Only export lists have the function, and what it answers is
     * not documented.
     */
    public static String features() {
        return NetworkQueryCalls.features().orThrow();
    }

    /**
     * The service's counters, JSON. Only export lists have the function, and what it answers is not
     * documented.
     */
    public static String metrics(String query) {
        return NetworkQueryCalls.metrics(query).orThrow();
    }
}
