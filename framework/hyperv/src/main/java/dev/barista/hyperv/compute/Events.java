package dev.barista.hyperv.compute;

import dev.barista.hyperv.ffi.compute.EventRegistration;
import dev.barista.hyperv.ffi.compute.NativeEvent;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Consumer;

/** Who is told of the events of a system or a process. Guarded by its owner. */
final class Events implements AutoCloseable {
    private @Nullable EventRegistration registration;

    /** Says to the service, of a handle of its own, where events go. */
    interface Source {
        EventRegistration setCallback(int options, Consumer<NativeEvent> listener);
    }

    /**
     * Has a listener told instead of the one before.
     *
     * @throws IllegalArgumentException as {@link EventFlags#of} says
     */
    void tell(Source source, Set<EventOption> options, Consumer<ComputeEvent> listener) {
        int flags = EventFlags.of(options);
        EventRegistration replaced = registration;
        registration = source.setCallback(flags, OperationSetup.events(listener));
        if (replaced != null) {
            replaced.close();
        }
    }

    /** Nobody is told any more; the handle has been closed before. */
    @Override
    public void close() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
