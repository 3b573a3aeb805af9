package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What every message begins with.
 *
 * <pre>
 *   0            2         4              8       12      16
 *   +------------+---------+--------------+-------+-------+
 *   | message_id | command | message_size | flags | error |
 *   +------------+---------+--------------+-------+-------+
 * </pre>
 */
public final class MessageHeader extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    /** The bits of {@link #flags()} that are the type. */
    public static final int TYPE_MASK = 0xf;

    /** The type of a message that asks. */
    public static final int TYPE_COMMAND = 0;

    /** The type of a message that answers. */
    public static final int TYPE_REPLY = 1;

    /** The command wants no answer. */
    public static final int NO_REPLY = 1 << 4;

    /** The reply says that the command failed. */
    public static final int ERROR = 1 << 5;

    private static final int MESSAGE_ID_OFFSET = 0;
    private static final int COMMAND_OFFSET = 2;
    private static final int MESSAGE_SIZE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 8;
    private static final int ERROR_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public MessageHeader() {}

    /** Moves to a place in a segment. */
    public MessageHeader wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The sender's number for the message, 0 to 0xffff; a reply has its command's. */
    public int messageId() {
        return getShort(MESSAGE_ID_OFFSET);
    }

    /** Sets messageId. */
    public MessageHeader messageId(int value) {
        setShort(MESSAGE_ID_OFFSET, value);
        return this;
    }

    /** One of {@link Command}. */
    public int command() {
        return getShort(COMMAND_OFFSET);
    }

    /** Sets command. */
    public MessageHeader command(int value) {
        setShort(COMMAND_OFFSET, value);
        return this;
    }

    /** Bytes of the whole message, unsigned. */
    public int messageSize() {
        return getInt(MESSAGE_SIZE_OFFSET);
    }

    /** Sets messageSize. */
    public MessageHeader messageSize(int value) {
        setInt(MESSAGE_SIZE_OFFSET, value);
        return this;
    }

    /** The type in bits 0 to 3, and the flags. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public MessageHeader flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** In a reply with the error flag one of {@link Errno}, or 0; else reserved. */
    public int error() {
        return getInt(ERROR_OFFSET);
    }

    /** Sets error. */
    public MessageHeader error(int value) {
        setInt(ERROR_OFFSET, value);
        return this;
    }
}
