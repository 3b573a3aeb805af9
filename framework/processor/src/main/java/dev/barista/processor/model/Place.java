package dev.barista.processor.model;

/**
 * The bytes that a register, array of registers or hook takes up.
 *
 * @param width bytes of one element
 * @param count elements, at least 1
 * @param stride bytes from one element to the next
 */
public record Place(int bar, int offset, int width, int count, int stride) {
    /** A single element. */
    public static Place single(int bar, int offset, int width) {
        return new Place(bar, offset, width, 1, width);
    }

    /** Adjacent elements that fill {@code length} bytes. */
    public static Place window(int bar, int offset, int width, int length) {
        return new Place(bar, offset, width, length / width, width);
    }

    /** The offset behind the last byte. */
    public long end() {
        return offset + (long) (count - 1) * stride + width;
    }

    /** Whether any byte is in both. */
    public boolean overlaps(Place other) {
        if (bar != other.bar || offset >= other.end() || other.offset >= end()) {
            return false;
        }
        if (count > other.count) {
            return other.overlaps(this);
        }
        for (int index = 0; index < count; index++) {
            if (other.touches(offset + (long) index * stride, width)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an element has any of {@code length} bytes from {@code start}. */
    private boolean touches(long start, int length) {
        long last = start + length - 1 - offset;
        if (last < 0) {
            return false;
        }
        long index = Math.min(last / stride, count - 1);
        return index * stride + width > start - offset;
    }

    /** Whether all of it lies in another place of one element. */
    public boolean inside(Place other) {
        return bar == other.bar && offset >= other.offset && end() <= other.end();
    }

    @Override
    public String toString() {
        return count == 1
                ? "0x%02x..0x%02x in BAR %d".formatted(offset, end() - 1, bar)
                : "0x%02x..0x%02x in BAR %d, %d of %d byte(s) every %d"
                        .formatted(offset, end() - 1, bar, count, width, stride);
    }
}
