package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request and the reply of {@link Command#DEVICE_GET_IRQ_INFO}.
 *
 * <pre>
 *   0       4       8       12      16
 *   +-------+-------+-------+-------+
 *   | argsz | flags | index | count |
 *   +-------+-------+-------+-------+
 * </pre>
 */
public final class IrqInfo extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    /** Interrupts arrive by eventfd. */
    public static final int EVENTFD = 1;

    /** Interrupts can be masked and unmasked by message. */
    public static final int MASKABLE = 1 << 1;

    /** An interrupt masks itself when it fires. */
    public static final int AUTOMASKED = 1 << 2;

    /** Interrupts can only be set up all at once. */
    public static final int NORESIZE = 1 << 3;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int INDEX_OFFSET = 8;
    private static final int COUNT_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public IrqInfo() {}

    /** Moves to a place in a segment. */
    public IrqInfo wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public IrqInfo argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** {@link #EVENTFD}, {@link #MASKABLE}, {@link #AUTOMASKED}, {@link #NORESIZE}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public IrqInfo flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** Which kind is meant, one of {@link IrqIndex}. */
    public int index() {
        return getInt(INDEX_OFFSET);
    }

    /** Sets index. */
    public IrqInfo index(int value) {
        setInt(INDEX_OFFSET, value);
        return this;
    }

    /** How many interrupts of the kind there are. */
    public int count() {
        return getInt(COUNT_OFFSET);
    }

    /** Sets count. */
    public IrqInfo count(int value) {
        setInt(COUNT_OFFSET, value);
        return this;
    }
}
