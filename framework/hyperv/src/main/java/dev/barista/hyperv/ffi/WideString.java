package dev.barista.hyperv.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Strings of UTF-16 with a zero at their end, in and out. */
public final class WideString {
    /** The longest string that is taken from Windows, in characters: no document comes near. */
    public static final int MOST_CHARS = 16 << 20;

    private static final ValueLayout.OfChar LITTLE_CHAR =
            ValueLayout.JAVA_CHAR_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Which function frees a string; a header or its documentation says. */
    public enum Owner {
        /** {@code LocalFree}: computecore.dll and computestorage.dll. */
        LOCAL,
        /** {@code CoTaskMemFree}: computenetwork.dll. */
        CO_TASK;

        /** Of what a library gives out. */
        static Owner of(HostLibrary library) {
            return library == HostLibrary.COMPUTE_NETWORK ? CO_TASK : LOCAL;
        }

        void free(MemorySegment memory) {
            switch (this) {
                case LOCAL -> KernelCalls.localFree(memory);
                case CO_TASK -> KernelCalls.coTaskMemFree(memory);
            }
        }
    }

    private WideString() {}

    /**
     * A copy for C; NULL for null.
     *
     * @throws IllegalArgumentException if it holds U+0000, which would end it
     */
    public static MemorySegment allocate(@Nullable String text, SegmentAllocator allocator) {
        if (text == null) {
            return MemorySegment.NULL;
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("text with U+0000, which would end it for Windows");
        }
        return allocator.allocateFrom(text, StandardCharsets.UTF_16LE);
    }

    /** An empty place for a function to put a string's pointer in. */
    public static MemorySegment slot(SegmentAllocator allocator) {
        return allocator.allocateFrom(ADDRESS, MemorySegment.NULL);
    }

    /** Copies the string that a function put into a slot, and frees it; null if there is none. */
    public static @Nullable String take(MemorySegment slot, Owner owner) {
        try {
            return copy(slot.get(ADDRESS, 0));
        } finally {
            free(slot, owner);
        }
    }

    /** Frees the string in a slot, if there is one. */
    static void free(MemorySegment slot, Owner owner) {
        MemorySegment pointer = slot.get(ADDRESS, 0);
        if (pointer.address() != 0) {
            slot.set(ADDRESS, 0, MemorySegment.NULL);
            owner.free(pointer);
        }
    }

    /**
     * Copies a string that stays Windows' own; null for NULL.
     *
     * @throws IllegalStateException if it does not end within {@link #MOST_CHARS}
     */
    @SuppressWarnings("restricted") // a pointer of C has no length
    public static @Nullable String copy(MemorySegment pointer) {
        if (pointer.address() == 0) {
            return null;
        }
        // UNSAFETY: the function's contract is a zero-terminated string. Nothing is read beyond the
        // zero, nor beyond the limit if there is none.
        MemorySegment text = pointer.reinterpret((long) MOST_CHARS * Character.BYTES);
        for (int length = 0; length < MOST_CHARS; length++) {
            if (text.get(LITTLE_CHAR, (long) length * Character.BYTES) == 0) {
                byte[] bytes =
                        text.asSlice(0, (long) length * Character.BYTES)
                                .toArray(ValueLayout.JAVA_BYTE);
                return new String(bytes, StandardCharsets.UTF_16LE);
            }
        }
        throw new IllegalStateException(
                "Windows gave a string without an end in " + MOST_CHARS + " characters");
    }
}
