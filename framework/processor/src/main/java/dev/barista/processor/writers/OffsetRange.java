package dev.barista.processor.writers;

import dev.barista.processor.model.Place;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The decoding of a range of offsets that repeats itself: arrays whose registers are interleaved,
 * or a window.
 */
final class OffsetRange {
    /** What decides whether an access is in range, and finds the index. */
    private static final int FIXED_BYTES = 40;

    private final int start;
    private final int stride;
    private final int count;
    private final boolean window;

    /** Actions by their distance from the start of an element. */
    private final Map<Integer, Action> actions = new LinkedHashMap<>();

    private OffsetRange(int start, int stride, int count, boolean window) {
        this.start = start;
        this.stride = stride;
        this.count = count;
        this.window = window;
    }

    static OffsetRange ofArray(int start, Place place) {
        return new OffsetRange(start, place.stride(), place.count(), false);
    }

    static OffsetRange ofWindow(Place place, Action action) {
        OffsetRange range = new OffsetRange(place.offset(), place.stride(), place.count(), true);
        range.actions.put(0, action);
        return range;
    }

    int start() {
        return start;
    }

    /** Whether an array that is accessed {@code width} bytes at a time repeats as this range. */
    boolean takes(Place place, int offset, int width) {
        return !window
                && place.stride() == stride
                && place.count() == count
                && offset >= start
                && offset + width <= start + stride;
    }

    void add(int offset, Action action) {
        actions.put(offset - start, action);
    }

    /** Estimated bytes of bytecode. */
    int bytes() {
        return FIXED_BYTES + actions.values().stream().mapToInt(Action::bytes).sum();
    }

    /** Writes the body of a method for an access; elsewhere is what happens out of range. */
    void writeBody(AccessKind kind, SourceText text, Action elsewhere) {
        text.add("int within = %s;", start == 0 ? "offset" : "offset - " + Literal.offset(start));
        text.add("if (within < 0 || within >= %s) {", Literal.offset(stride * count));
        elsewhere.asBody(text);
        if (kind.direction() == AccessKind.Direction.WRITE) {
            text.add("return;");
        }
        text.add("}");
        if (window) {
            onlyAction().asBody(text);
            return;
        }
        boolean powerOfTwo = Integer.bitCount(stride) == 1;
        text.add(
                "int index = within %s;",
                powerOfTwo ? ">> " + Integer.numberOfTrailingZeros(stride) : "/ " + stride);
        // Offsets are aligned, so where the elements are adjacent there is nothing to choose from.
        if (stride == kind.width().bytes()) {
            onlyAction().asBody(text);
            return;
        }
        Map<String, Action> cases = new LinkedHashMap<>();
        actions.forEach((distance, action) -> cases.put(Literal.offset(distance), action));
        kind.writeSwitch(
                text,
                powerOfTwo ? "within & " + Literal.offset(stride - 1) : "within % " + stride,
                cases,
                elsewhere);
    }

    private Action onlyAction() {
        return actions.values().iterator().next();
    }
}
