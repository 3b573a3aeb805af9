package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.CallbackContexts;
import dev.barista.hyperv.ffi.UpcallGuard;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** The one function that the service calls when an operation has ended. It never goes away. */
final class CompletionCallback {
    private static final UpcallGuard GUARD = new UpcallGuard("HCS_OPERATION_COMPLETION");
    private static final CallbackContexts<Runnable> WAITING = new CallbackContexts<>();
    private static final MemorySegment STUB = stub();

    private CompletionCallback() {}

    static MemorySegment function() {
        return STUB;
    }

    /** The context of an operation; the action runs once, on a thread of the service. */
    static MemorySegment add(Runnable action) {
        return WAITING.add(action);
    }

    static void remove(MemorySegment context) {
        WAITING.remove(context);
    }

    // STUB finds it by name; the prototype is C's.
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
    private static void called(MemorySegment operation, MemorySegment context) {
        @Nullable Runnable action = WAITING.find(context);
        if (action != null) {
            WAITING.remove(context);
            action.run();
        }
    }

    private static MemorySegment stub() {
        try {
            return GUARD.stub(
                    MethodHandles.lookup()
                            .findStatic(
                                    CompletionCallback.class,
                                    "called",
                                    ComputeTypes.COMPLETION.toMethodType()),
                    ComputeTypes.COMPLETION,
                    Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
