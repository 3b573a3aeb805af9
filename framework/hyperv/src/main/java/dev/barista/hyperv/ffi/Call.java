package dev.barista.hyperv.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One call of a function: takes its arguments in order, makes C of them, and gives everything back
 * when it is closed: memory, uses of handles, strings that nobody took.
 *
 * <p>Each argument is compared with the prototype by its C type, so that a handle of another kind
 * or an argument in the wrong place is an exception before anything native happens. This is for
 * calls that take microseconds; a call on a device's path uses {@link Export#handle} itself.
 */
public final class Call implements AutoCloseable {
    private final Export export;
    private final List<MemoryLayout> parameters;
    private final Arena arena = Arena.ofConfined();
    private final List<Object> arguments = new ArrayList<>();
    private final List<NativeHandle> used = new ArrayList<>();
    private final List<OutString> strings = new ArrayList<>();

    /** A call that has no argument yet. */
    public Call(Export export) {
        this.export = export;
        this.parameters = export.type().argumentLayouts();
    }

    /**
     * A handle, which is in use until the call is closed. A {@code void*} takes one of any kind.
     */
    public Call handle(NativeHandle handle) {
        MemorySegment value = handle.acquire();
        used.add(handle);
        return add(expected().equals("void*") ? "void*" : handle.kind(), value);
    }

    /** A pointer, or a handle that is not owned here, of that C type. */
    public Call pointer(String type, MemorySegment pointer) {
        return add(type, pointer);
    }

    /** A string, or NULL. */
    public Call string(@Nullable String text) {
        return add("PCWSTR", WideString.allocate(text, arena));
    }

    /** A GUID. */
    public Call guid(UUID guid) {
        return add("REFGUID", GuidLayout.allocate(guid, arena));
    }

    /** 32 bits of that C type. */
    public Call int32(String type, int value) {
        return add(type, value);
    }

    /** 16 bits of that C type. */
    public Call int16(String type, short value) {
        return add(type, value);
    }

    /** A place for a string that is the caller's; one header says so of a constant string. */
    public OutString outString() {
        OutString out = new OutString();
        add(expected().equals("PCWSTR*") ? "PCWSTR*" : "PWSTR*", out.slot);
        strings.add(out);
        return out;
    }

    /** A place for a pointer or handle; read it with {@link #pointerIn}. */
    public MemorySegment outPointer(String type) {
        MemorySegment slot = arena.allocateFrom(ADDRESS, MemorySegment.NULL);
        add(type, slot);
        return slot;
    }

    /** A place for a structure or number, all zero. */
    public MemorySegment out(String type, MemoryLayout layout) {
        MemorySegment place = arena.allocate(layout);
        add(type, place);
        return place;
    }

    /** A structure that the function reads, all zero so far. */
    public MemorySegment in(String type, MemoryLayout layout) {
        return out(type, layout);
    }

    /** What a function put into a place of {@link #outPointer}. */
    public static MemorySegment pointerIn(MemorySegment slot) {
        return slot.get(ADDRESS, 0);
    }

    /** Calls a function that returns an HRESULT or another number of 32 bits. */
    public int int32Result() {
        return (int) invoke();
    }

    /** Calls a function that returns a number of 64 bits. */
    public long int64Result() {
        return (long) invoke();
    }

    /** Calls a function that returns a pointer or a handle. */
    public MemorySegment pointerResult() {
        return (MemorySegment) invoke();
    }

    /** Calls a function that returns nothing. */
    public void run() {
        invoke();
    }

    private Object invoke() {
        if (arguments.size() != parameters.size()) {
            throw new IllegalStateException(
                    "%s takes %d arguments, not %d"
                            .formatted(export, parameters.size(), arguments.size()));
        }
        try {
            // UNSAFETY: every argument has the C type of its parameter. Pointers made here live
            // until close(), handles are in use until then; what else is passed is the invariant of
            // the binding that passes it.
            return export.handle().invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw Export.thrown(e);
        }
    }

    private Call add(String type, Object argument) {
        String expected = expected();
        if (!type.equals(expected)) {
            throw new IllegalArgumentException(
                    "argument %d of %s is %s, not %s"
                            .formatted(
                                    arguments.size() + 1,
                                    export,
                                    expected.isEmpty() ? "not there" : expected,
                                    type));
        }
        arguments.add(argument);
        return this;
    }

    /** The C type of the next argument; empty if there is none. */
    private String expected() {
        int index = arguments.size();
        return index < parameters.size() ? parameters.get(index).name().orElse("") : "";
    }

    @Override
    public void close() {
        try (arena) {
            strings.forEach(OutString::free);
        } finally {
            used.forEach(NativeHandle::release);
        }
    }

    /** A place for a string that the function allocates. */
    public final class OutString {
        private final MemorySegment slot = WideString.slot(arena);

        private OutString() {}

        /**
         * Copies and frees it; null if the function gave none. Functions may, even if they fail.
         */
        public @Nullable String take() {
            return WideString.take(slot, WideString.Owner.of(export.library()));
        }

        private void free() {
            WideString.free(slot, WideString.Owner.of(export.library()));
        }
    }
}
