package dev.barista.standins;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Calls functions of a library with the types of the arguments that a test gives. */
@SuppressWarnings("restricted") // tests of native functions call them
final class Functions implements AutoCloseable {
    static final MemorySegment NULL = MemorySegment.NULL;

    final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final SymbolLookup kernel;
    private final SymbolLookup ole;

    Functions(Path folder, String library) {
        this.library = SymbolLookup.libraryLookup(folder.resolve(library), arena);
        boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        kernel = ofWindows(windows, folder, "kernel32.dll");
        ole = ofWindows(windows, folder, "ole32.dll");
    }

    private SymbolLookup ofWindows(boolean windows, Path folder, String name) {
        return windows
                ? SymbolLookup.libraryLookup(name, arena)
                : SymbolLookup.libraryLookup(folder.resolve(name), arena);
    }

    /** A function that answers an HRESULT, a BOOL or another 32-bit number. */
    int call(String name, @Nullable Object... arguments) {
        return (int) invoke(name, JAVA_INT, arguments);
    }

    /** A function that answers a handle. */
    MemorySegment handle(String name, @Nullable Object... arguments) {
        return (MemorySegment) invoke(name, ADDRESS, arguments);
    }

    void run(String name, @Nullable Object... arguments) {
        invoke(name, null, arguments);
    }

    private Object invoke(
            String name, @Nullable MemoryLayout result, @Nullable Object... arguments) {
        Object[] values =
                Stream.of(arguments)
                        .map(value -> value instanceof String text ? wide(text) : value)
                        .map(value -> value == null ? NULL : value)
                        .toArray();
        MemoryLayout[] types =
                Stream.of(values).map(Functions::layout).toArray(MemoryLayout[]::new);
        FunctionDescriptor type =
                result == null
                        ? FunctionDescriptor.ofVoid(types)
                        : FunctionDescriptor.of(result, types);
        MemorySegment address =
                Stream.of(library, kernel, ole)
                        .flatMap(symbols -> symbols.find(name).stream())
                        .findFirst()
                        .orElseThrow();
        try {
            return Linker.nativeLinker().downcallHandle(address, type).invokeWithArguments(values);
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }

    private static MemoryLayout layout(Object value) {
        return switch (value) {
            case Integer number -> JAVA_INT;
            case Long number -> JAVA_LONG;
            case Short number -> JAVA_SHORT;
            default -> ADDRESS;
        };
    }

    MemorySegment wide(String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_16LE);
    }

    /** A place for a pointer or a handle. */
    MemorySegment slot() {
        return arena.allocateFrom(ADDRESS, NULL);
    }

    static MemorySegment in(MemorySegment slot) {
        return slot.get(ADDRESS, 0);
    }

    /** The string in a slot, which is freed with LocalFree; empty for NULL. */
    String takeLocal(MemorySegment slot) {
        String text = text(in(slot));
        handle("LocalFree", in(slot));
        return text;
    }

    /** The string in a slot, which is freed with CoTaskMemFree; empty for NULL. */
    String takeTask(MemorySegment slot) {
        String text = text(in(slot));
        run("CoTaskMemFree", in(slot));
        return text;
    }

    static String text(MemorySegment string) {
        return string.equals(NULL)
                ? ""
                : string.reinterpret(1 << 20).getString(0, StandardCharsets.UTF_16LE);
    }

    @Override
    public void close() {
        arena.close();
    }
}
