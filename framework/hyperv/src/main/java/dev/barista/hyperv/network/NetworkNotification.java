package dev.barista.hyperv.network;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.SerialDelivery;
import dev.barista.hyperv.ffi.network.NativeNotification;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * Something that has happened to a network or what belongs to one.
 *
 * @param type its number; newer versions of Windows have types that this one does not know
 * @param status how it went
 * @param document what the service says about it, JSON; null if nothing
 */
public record NetworkNotification(int type, HResult status, @Nullable String document) {
    /** The type; null if it is not known. */
    public @Nullable NotificationType knownType() {
        return NotificationType.of(type);
    }

    /** A listener for C's threads that gives what it hears to one of Java's. */
    static Consumer<NativeNotification> listener(Consumer<NetworkNotification> listener) {
        return new SerialDelivery<>(
                heard ->
                        listener.accept(
                                new NetworkNotification(
                                        heard.type(), HResult.of(heard.status()), heard.data())));
    }
}
