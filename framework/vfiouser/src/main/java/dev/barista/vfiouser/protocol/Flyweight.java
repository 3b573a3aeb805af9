package dev.barista.vfiouser.protocol;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** Names for the fields at a place in a segment. Messages follow each other at any alignment. */
abstract class Flyweight {
    private MemorySegment segment = MemorySegment.NULL;
    private long start;

    Flyweight() {}

    final void place(MemorySegment segment, long start) {
        this.segment = segment;
        this.start = start;
    }

    final int getShort(int field) {
        return Short.toUnsignedInt(segment.get(JAVA_SHORT_UNALIGNED, start + field));
    }

    final int getInt(int field) {
        return segment.get(JAVA_INT_UNALIGNED, start + field);
    }

    final long getLong(int field) {
        return segment.get(JAVA_LONG_UNALIGNED, start + field);
    }

    final void setShort(int field, int value) {
        segment.set(JAVA_SHORT_UNALIGNED, start + field, (short) value);
    }

    final void setInt(int field, int value) {
        segment.set(JAVA_INT_UNALIGNED, start + field, value);
    }

    final void setLong(int field, long value) {
        segment.set(JAVA_LONG_UNALIGNED, start + field, value);
    }
}
