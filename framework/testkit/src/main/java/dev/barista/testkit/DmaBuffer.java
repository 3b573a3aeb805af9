package dev.barista.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Guest memory that a driver has set aside for DMA.
 *
 * @param address its DMA address
 * @param segment its bytes
 */
public record DmaBuffer(long address, MemorySegment segment) {
    /** The length in bytes. */
    public long size() {
        return segment.byteSize();
    }

    /** A copy of all bytes. */
    public byte[] bytes() {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Copies bytes to the start of the buffer.
     *
     * @throws IndexOutOfBoundsException if they do not fit
     */
    public void write(byte[] bytes) {
        MemorySegment.copy(
                MemorySegment.ofArray(bytes), 0, segment.asSlice(0, bytes.length), 0, bytes.length);
    }

    /** Sets every byte to one value. */
    public void fill(int value) {
        segment.fill((byte) value);
    }
}
