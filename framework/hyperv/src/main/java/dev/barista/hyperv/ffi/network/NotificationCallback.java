package dev.barista.hyperv.ffi.network;

import dev.barista.hyperv.ffi.CallbackContexts;
import dev.barista.hyperv.ffi.UpcallGuard;
import dev.barista.hyperv.ffi.WideString;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/** The one function that the service calls for any notification. It never goes away. */
public final class NotificationCallback {
    private static final UpcallGuard GUARD = new UpcallGuard("HCN_NOTIFICATION_CALLBACK");
    private static final CallbackContexts<Consumer<NativeNotification>> LISTENERS =
            new CallbackContexts<>();
    private static final MemorySegment STUB = stub();

    private NotificationCallback() {}

    static MemorySegment function() {
        return STUB;
    }

    /**
     * The context of a listener; it is called on threads of the service, possibly several at once.
     */
    static MemorySegment add(Consumer<NativeNotification> listener) {
        return LISTENERS.add(listener);
    }

    static void remove(MemorySegment context) {
        LISTENERS.remove(context);
    }

    /** How many notifications came for a listener that was gone. */
    public static long lateCount() {
        return LISTENERS.lateCount();
    }

    @SuppressWarnings("UnusedMethod") // through STUB
    private static void called(int type, MemorySegment context, int status, MemorySegment data) {
        @Nullable Consumer<NativeNotification> listener = LISTENERS.find(context);
        if (listener != null) {
            listener.accept(new NativeNotification(type, status, WideString.copy(data)));
        }
    }

    private static MemorySegment stub() {
        try {
            return GUARD.stub(
                    MethodHandles.lookup()
                            .findStatic(
                                    NotificationCallback.class,
                                    "called",
                                    NetworkTypes.NOTIFICATION_CALLBACK.toMethodType()),
                    NetworkTypes.NOTIFICATION_CALLBACK,
                    Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
