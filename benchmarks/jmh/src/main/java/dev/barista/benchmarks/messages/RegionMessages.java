package dev.barista.benchmarks.messages;

import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.RegionAccess;

import java.lang.foreign.MemorySegment;

/** Accesses of 4 bytes to BAR 0, as a client writes them. */
final class RegionMessages {
    /** Bytes of a read's request. */
    static final int READ_SIZE = MessageHeader.SIZE + RegionAccess.SIZE;

    /** Bytes of a write's request, and of a read's reply. */
    static final int WRITE_SIZE = READ_SIZE + Integer.BYTES;

    private RegionMessages() {}

    /** A read at an offset. */
    static void putRead(MemorySegment segment, long offset) {
        put(segment, Command.REGION_READ, READ_SIZE, 0, offset);
    }

    /** A posted write at an offset; the value is what lies behind it. */
    static void putPostedWrite(MemorySegment segment, long offset) {
        put(segment, Command.REGION_WRITE, WRITE_SIZE, MessageHeader.NO_REPLY, offset);
    }

    private static void put(MemorySegment segment, int command, int size, int flags, long offset) {
        new MessageHeader()
                .wrap(segment, 0)
                .messageId(1)
                .command(command)
                .messageSize(size)
                .flags(flags)
                .error(0);
        new RegionAccess()
                .wrap(segment, MessageHeader.SIZE)
                .offset(offset)
                .region(0)
                .count(Integer.BYTES);
    }
}
