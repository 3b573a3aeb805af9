package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Answer;

import java.lang.foreign.MemorySegment;

/** A listener that the service knows. */
public final class EventRegistration implements AutoCloseable {
    private final MemorySegment context;

    private EventRegistration(MemorySegment context) {
        this.context = context;
    }

    /** A listener that the service has taken; throws, and forgets it, if the service has not. */
    static EventRegistration of(Answer answer, MemorySegment context) {
        if (answer.isFailure()) {
            EventCallback.remove(context);
        }
        answer.orThrow();
        return new EventRegistration(context);
    }

    /** Forgets the listener; an event that comes all the same is only counted. */
    @Override
    public void close() {
        EventCallback.remove(context);
    }
}
