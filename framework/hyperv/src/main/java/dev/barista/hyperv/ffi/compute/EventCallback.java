package dev.barista.hyperv.ffi.compute;

import static dev.barista.hyperv.ffi.compute.ComputeTypes.EVENT;
import static dev.barista.hyperv.ffi.compute.ComputeTypes.offset;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.hyperv.ffi.CallbackContexts;
import dev.barista.hyperv.ffi.UpcallGuard;
import dev.barista.hyperv.ffi.WideString;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/**
 * The one function that the service calls for events of any system, process or operation. It never
 * goes away, so an event may come at any time; one whose listener is gone is counted.
 */
public final class EventCallback {
    private static final long TYPE = offset(EVENT, "Type");
    private static final long DATA = offset(EVENT, "EventData");
    private static final UpcallGuard GUARD = new UpcallGuard("HCS_EVENT_CALLBACK");
    private static final CallbackContexts<Consumer<NativeEvent>> LISTENERS =
            new CallbackContexts<>();
    private static final MemorySegment STUB = stub();

    private EventCallback() {}

    static MemorySegment function() {
        return STUB;
    }

    /**
     * The context of a listener; it is called on threads of the service, possibly several at once.
     */
    static MemorySegment add(Consumer<NativeEvent> listener) {
        return LISTENERS.add(listener);
    }

    static void remove(MemorySegment context) {
        LISTENERS.remove(context);
    }

    /** How many listeners there are. */
    public static int liveCount() {
        return LISTENERS.liveCount();
    }

    /** How many events came for a listener that was gone. */
    public static long lateCount() {
        return LISTENERS.lateCount();
    }

    /** How many exceptions listeners have thrown. */
    public static long caughtCount() {
        return GUARD.caughtCount();
    }

    // STUB finds it by name; a pointer of C has no length.
    @SuppressWarnings({"UnusedMethod", "restricted"})
    private static void called(MemorySegment event, MemorySegment context) {
        @Nullable Consumer<NativeEvent> listener = LISTENERS.find(context);
        if (listener == null) {
            return;
        }
        if (event.address() == 0) {
            throw new IllegalStateException("the service called without an event");
        }
        // UNSAFETY: the service's contract is an HCS_EVENT that lives as long as this call; its
        // string is copied before the listener sees it.
        MemorySegment whole = event.reinterpret(EVENT.byteSize());
        listener.accept(
                new NativeEvent(
                        whole.get(JAVA_INT, TYPE), WideString.copy(whole.get(ADDRESS, DATA))));
    }

    private static MemorySegment stub() {
        try {
            return GUARD.stub(
                    MethodHandles.lookup()
                            .findStatic(
                                    EventCallback.class,
                                    "called",
                                    ComputeTypes.EVENT_CALLBACK.toMethodType()),
                    ComputeTypes.EVENT_CALLBACK,
                    Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
