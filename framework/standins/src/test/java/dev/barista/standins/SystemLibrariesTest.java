package dev.barista.standins;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What Windows' own libraries do for a caller, and so do those that stand in for them. */
@StandInTest
class SystemLibrariesTest {
    private final Arena arena = Arena.ofConfined();
    private Path folder = Path.of("");

    @BeforeEach
    void load() throws Exception {
        folder = StandInLibraries.folder();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @SuppressWarnings("restricted") // this is the test of native functions
    private MethodHandle function(String library, String name, FunctionDescriptor type) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        SymbolLookup symbols =
                windows
                        ? SymbolLookup.libraryLookup(library, arena)
                        : SymbolLookup.libraryLookup(folder.resolve(library), arena);
        return Linker.nativeLinker().downcallHandle(symbols.find(name).orElseThrow(), type);
    }

    @Test
    void whatLocalAllocGaveLocalFreeTakesBack() throws Throwable {
        MethodHandle allocate =
                function(
                        "kernel32.dll",
                        "LocalAlloc",
                        FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_LONG));
        MethodHandle free =
                function("kernel32.dll", "LocalFree", FunctionDescriptor.of(ADDRESS, ADDRESS));

        MemorySegment memory = (MemorySegment) allocate.invokeExact(0, 16L);
        MemorySegment left = (MemorySegment) free.invokeExact(memory);

        assertThat(memory).isNotEqualTo(MemorySegment.NULL);
        assertThat(left).isEqualTo(MemorySegment.NULL);
    }

    @Test
    void whatCoTaskMemAllocGaveIsInTheProcessHeapUntilItIsFreed() throws Throwable {
        MethodHandle allocate =
                function("ole32.dll", "CoTaskMemAlloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        MethodHandle free =
                function("ole32.dll", "CoTaskMemFree", FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle heap =
                function("kernel32.dll", "GetProcessHeap", FunctionDescriptor.of(ADDRESS));
        MethodHandle validate =
                function(
                        "kernel32.dll",
                        "HeapValidate",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));

        MemorySegment processHeap = (MemorySegment) heap.invokeExact();
        MemorySegment memory = (MemorySegment) allocate.invokeExact(16L);
        int before = (int) validate.invokeExact(processHeap, 0, memory);
        free.invokeExact(memory);
        int after = (int) validate.invokeExact(processHeap, 0, memory);

        assertThat(before).isEqualTo(1);
        assertThat(after).isZero();
    }

    @Test
    void aPipeCarriesBytesAndEndsWithItsWriter() throws Throwable {
        MethodHandle create =
                function(
                        "kernel32.dll",
                        "CreatePipe",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        FunctionDescriptor transfer =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
        MethodHandle write = function("kernel32.dll", "WriteFile", transfer);
        MethodHandle read = function("kernel32.dll", "ReadFile", transfer);
        MethodHandle close =
                function("kernel32.dll", "CloseHandle", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        MemorySegment readEnd = arena.allocate(ADDRESS);
        MemorySegment writeEnd = arena.allocate(ADDRESS);
        MemorySegment done = arena.allocate(JAVA_INT);
        MemorySegment text = arena.allocateFrom("espresso");
        MemorySegment back = arena.allocate(64);

        int created = (int) create.invokeExact(readEnd, writeEnd, MemorySegment.NULL, 0);
        MemorySegment to = writeEnd.get(ADDRESS, 0);
        MemorySegment from = readEnd.get(ADDRESS, 0);
        int written = (int) write.invokeExact(to, text, 8, done, MemorySegment.NULL);
        int closed = (int) close.invokeExact(to);
        int got = (int) read.invokeExact(from, back, 64, done, MemorySegment.NULL);
        int length = done.get(JAVA_INT, 0);
        int end = (int) read.invokeExact(from, back.asSlice(32), 32, done, MemorySegment.NULL);
        int closedToo = (int) close.invokeExact(from);

        assertThat(new int[] {created, written, closed, got, length, end, closedToo})
                .containsExactly(1, 1, 1, 1, 8, 0, 1);
        assertThat(back.getString(0, StandardCharsets.UTF_8)).isEqualTo("espresso");
    }
}
