package dev.barista.hyperv.ffi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.UUID;

/** GUIDs as C lays them out: three little-endian numbers, then eight bytes in the text's order. */
public final class GuidLayout {
    /** {@code GUID}. */
    public static final StructLayout GUID =
            MemoryLayout.structLayout(
                            ValueLayout.JAVA_INT.withName("Data1"),
                            ValueLayout.JAVA_SHORT.withName("Data2"),
                            ValueLayout.JAVA_SHORT.withName("Data3"),
                            MemoryLayout.sequenceLayout(8, JAVA_BYTE).withName("Data4"))
                    .withName("GUID");

    private static final ValueLayout.OfInt LITTLE_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort LITTLE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong BIG_LONG =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private GuidLayout() {}

    /** A copy for C. */
    public static MemorySegment allocate(UUID guid, SegmentAllocator allocator) {
        MemorySegment segment = allocator.allocate(GUID);
        write(guid, segment, 0);
        return segment;
    }

    /** Writes 16 bytes. */
    public static void write(UUID guid, MemorySegment segment, long offset) {
        long high = guid.getMostSignificantBits();
        segment.set(LITTLE_INT, offset, (int) (high >>> 32));
        segment.set(LITTLE_SHORT, offset + 4, (short) (high >>> 16));
        segment.set(LITTLE_SHORT, offset + 6, (short) high);
        segment.set(BIG_LONG, offset + 8, guid.getLeastSignificantBits());
    }

    /** Reads 16 bytes. */
    public static UUID read(MemorySegment segment, long offset) {
        long high =
                (Integer.toUnsignedLong(segment.get(LITTLE_INT, offset)) << 32)
                        | (Short.toUnsignedLong(segment.get(LITTLE_SHORT, offset + 4)) << 16)
                        | Short.toUnsignedLong(segment.get(LITTLE_SHORT, offset + 6));
        return new UUID(high, segment.get(BIG_LONG, offset + 8));
    }
}
