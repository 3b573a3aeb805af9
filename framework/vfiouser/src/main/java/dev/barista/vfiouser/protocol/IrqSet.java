package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request of {@link Command#DEVICE_SET_IRQS}; with {@link #DATA_BOOL} one byte for each
 * interrupt follows. The reply has no payload.
 *
 * <pre>
 *   0       4       8       12      16      20
 *   +-------+-------+-------+-------+-------+
 *   | argsz | flags | index | start | count |
 *   +-------+-------+-------+-------+-------+
 * </pre>
 */
public final class IrqSet extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 20;

    /** The action is for all that are meant. */
    public static final int DATA_NONE = 1;

    /** The action is for those whose byte is not 0. */
    public static final int DATA_BOOL = 1 << 1;

    /** Eventfds come along, or none to take them away. */
    public static final int DATA_EVENTFD = 1 << 2;

    /** Holds interrupts back. */
    public static final int ACTION_MASK = 1 << 3;

    /** Lets interrupts through again. */
    public static final int ACTION_UNMASK = 1 << 4;

    /** Fires interrupts; with eventfds, says where they go. */
    public static final int ACTION_TRIGGER = 1 << 5;

    /** All {@code DATA} flags. */
    public static final int DATA_TYPES = DATA_NONE | DATA_BOOL | DATA_EVENTFD;

    /** All {@code ACTION} flags. */
    public static final int ACTION_TYPES = ACTION_MASK | ACTION_UNMASK | ACTION_TRIGGER;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int INDEX_OFFSET = 8;
    private static final int START_OFFSET = 12;
    private static final int COUNT_OFFSET = 16;

    /** Not wrapped round anything yet. */
    public IrqSet() {}

    /** Moves to a place in a segment. */
    public IrqSet wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The bytes of this structure and what follows it. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public IrqSet argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** One of the {@code DATA} flags and one of the {@code ACTION} flags. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public IrqSet flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** Which kind is meant, one of {@link IrqIndex}. */
    public int index() {
        return getInt(INDEX_OFFSET);
    }

    /** Sets index. */
    public IrqSet index(int value) {
        setInt(INDEX_OFFSET, value);
        return this;
    }

    /** The first interrupt meant. */
    public int start() {
        return getInt(START_OFFSET);
    }

    /** Sets start. */
    public IrqSet start(int value) {
        setInt(START_OFFSET, value);
        return this;
    }

    /** How many are meant. */
    public int count() {
        return getInt(COUNT_OFFSET);
    }

    /** Sets count. */
    public IrqSet count(int value) {
        setInt(COUNT_OFFSET, value);
        return this;
    }
}
