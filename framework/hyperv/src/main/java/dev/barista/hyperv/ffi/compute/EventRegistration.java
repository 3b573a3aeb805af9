package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.Call;
import dev.barista.hyperv.ffi.Export;
import dev.barista.hyperv.ffi.NativeHandle;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;

/** A listener that the service knows. */
public final class EventRegistration implements AutoCloseable {
    private final MemorySegment context;

    private EventRegistration(MemorySegment context) {
        this.context = context;
    }

    /**
     * Has events of a system or a process reported.
     *
     * @param setCallback the function that takes a handle of that kind
     * @param options flags of HCS_EVENT_OPTIONS
     * @return how to end it, once no event can come any more
     */
    static EventRegistration with(
            Export setCallback, NativeHandle handle, int options, Consumer<NativeEvent> listener) {
        MemorySegment context = EventCallback.add(listener);
        try (Call call = new Call(setCallback)) {
            int code =
                    call.handle(handle)
                            .int32("HCS_EVENT_OPTIONS", options)
                            .pointer("void*", context)
                            .pointer("HCS_EVENT_CALLBACK", EventCallback.function())
                            .int32Result();
            new Answer(setCallback.name(), code, null).orThrow();
            return new EventRegistration(context);
        } catch (RuntimeException | Error e) {
            EventCallback.remove(context);
            throw e;
        }
    }

    /** Forgets the listener; an event that comes all the same is only counted. */
    @Override
    public void close() {
        EventCallback.remove(context);
    }
}
