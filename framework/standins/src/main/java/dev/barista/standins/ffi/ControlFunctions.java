package dev.barista.standins.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What one stand-in library exports for tests: {@code control.h}, and {@code guest.h}. */
@SuppressWarnings("restricted") // calling native functions is what this class is for
public final class ControlFunctions {
    private static final Linker LINKER = Linker.nativeLinker();

    /** Where a failure shows: what the call answers. */
    public static final int FAIL_CALL = 0;

    /** Where a failure shows: the result of the operation that the call started. */
    public static final int FAIL_OPERATION = 1;

    private final String library;
    private final SymbolLookup symbols;

    /**
     * Loads a library for the rest of the process.
     *
     * @throws IllegalArgumentException if it is not there or is none
     */
    public ControlFunctions(Path folder, String library) {
        this.library = library;
        // UNSAFETY: the file is one that this module compiled; its initializers do nothing.
        symbols = SymbolLookup.libraryLookup(folder.resolve(library), Arena.global());
    }

    /** Whether the library exports a function. */
    public boolean exports(String function) {
        return symbols.find(function).isPresent();
    }

    /** {@code BaristaStandInFail}. */
    public void fail(String function, int after, int result, int where, @Nullable String document) {
        MethodHandle fail =
                function(
                        "BaristaStandInFail",
                        FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(function);
            MemorySegment text = wide(document, arena);
            // UNSAFETY: the library copies both strings before it returns.
            fail.invokeExact(name, after, result, where, text);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInSet}. */
    public boolean set(String name, long value) {
        MethodHandle set =
                function("BaristaStandInSet", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            // UNSAFETY: the library only compares the string.
            return (int) set.invokeExact(text, value) != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInCount}. */
    public long count(String name) {
        MethodHandle count =
                function("BaristaStandInCount", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            // UNSAFETY: the library only compares the string.
            return (long) count.invokeExact(text);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInLeakCounter}. */
    public Optional<String> leakCounter(int index) {
        MethodHandle counter =
                function("BaristaStandInLeakCounter", FunctionDescriptor.of(ADDRESS, JAVA_INT));
        try {
            // UNSAFETY: the answer is NULL or a constant of the library.
            MemorySegment name = (MemorySegment) counter.invokeExact(index);
            if (name.equals(MemorySegment.NULL)) {
                return Optional.empty();
            }
            // UNSAFETY: the library's names are ASCII, end with zero, and are short.
            return Optional.of(name.reinterpret(64).getString(0, StandardCharsets.US_ASCII));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInReset}. */
    public void reset() {
        MethodHandle reset = function("BaristaStandInReset", FunctionDescriptor.ofVoid());
        try {
            // UNSAFETY: it takes nothing; handles that it closes are checked by the library.
            reset.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInRaise}. */
    public boolean raise(String system, int event, @Nullable String data) {
        MethodHandle raise =
                function(
                        "BaristaStandInRaise",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment id = arena.allocateFrom(system);
            MemorySegment text = wide(data, arena);
            // UNSAFETY: the library returns when all callbacks have, and keeps no string.
            return (int) raise.invokeExact(id, event, text) != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInExit}. */
    public boolean exit(String system, int status, String type) {
        MethodHandle exit =
                function(
                        "BaristaStandInExit",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment id = arena.allocateFrom(system);
            MemorySegment name = arena.allocateFrom(type);
            // UNSAFETY: the library returns when all callbacks have, and keeps no string.
            return (int) exit.invokeExact(id, status, name) != 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** {@code BaristaStandInNotify}. */
    public void notify(int type, int status, @Nullable String data) {
        MethodHandle notify =
                function(
                        "BaristaStandInNotify",
                        FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = wide(data, arena);
            // UNSAFETY: the library copies the string before it returns.
            notify.invokeExact(type, status, text);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        MemorySegment address =
                symbols.find(name)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                library + " doesn't export " + name));
        // UNSAFETY: the type is that of the header's prototype.
        return LINKER.downcallHandle(address, type);
    }

    private static MemorySegment wide(@Nullable String text, Arena arena) {
        return text == null
                ? MemorySegment.NULL
                : arena.allocateFrom(text, StandardCharsets.UTF_16LE);
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a control function throws nothing", e);
    }
}
