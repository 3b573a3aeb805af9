package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** What must hold before a pointer goes to C. */
final class Checks {
    /** The empty string of C. */
    static final MemorySegment EMPTY_PATH = Arena.global().allocate(1);

    private Checks() {}

    static void within(MemorySegment segment, long length) {
        Objects.checkFromIndexSize(0, length, segment.byteSize());
    }

    static void terminated(MemorySegment text) {
        if (text.get(JAVA_BYTE, text.byteSize() - 1) != 0) {
            throw new IllegalArgumentException("text without a NUL at its end");
        }
    }
}
