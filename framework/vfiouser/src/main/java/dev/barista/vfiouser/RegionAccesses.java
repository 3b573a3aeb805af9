package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.BarKind;
import dev.barista.spi.binding.BarDescription;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MultiWrite;
import dev.barista.vfiouser.protocol.PciRegion;
import dev.barista.vfiouser.protocol.RegionAccess;

import java.lang.foreign.MemorySegment;

/**
 * {@link Command#REGION_READ}, {@link Command#REGION_WRITE} and {@link Command#REGION_WRITE_MULTI}.
 *
 * <p>A transfer of any length at any offset is made of accesses as a bus has them: of a power of
 * two bytes, aligned to their width, in order of address.
 */
final class RegionAccesses {
    private final AccessPort port;
    private final long[] sizes = new long[PciRegion.COUNT];
    private final int[] widths = new int[PciRegion.COUNT];
    private final RegionAccess request = new RegionAccess();
    private final RegionAccess reply = new RegionAccess();
    private final MultiWrite single = new MultiWrite();

    /** Whether the device is stopped, so that nothing may make it do something. */
    private boolean frozen;

    /** The accesses of the calling thread. */
    RegionAccesses(DeviceEndpoint device) {
        port = device.openPort();
        for (BarDescription bar : device.description().bars()) {
            sizes[bar.index()] = bar.size();
            widths[bar.index()] = bar.kind() == BarKind.IO ? Integer.BYTES : Long.BYTES;
        }
        sizes[PciRegion.CONFIG] = device.configSize();
        widths[PciRegion.CONFIG] = Integer.BYTES;
    }

    /** Refuses writes to anything but configuration space, or allows them again. */
    void freeze(boolean freeze) {
        frozen = freeze;
    }

    /** Bytes of a region, 0 if there is none. */
    long size(int region) {
        return sizes[region];
    }

    /** Answers the length of the reply, or an error number negated. */
    int read(Inbox in, Outbox out) {
        if (in.payloadLength() != RegionAccess.SIZE) {
            return -Errno.EINVAL;
        }
        request.wrap(in.segment(), in.payload());
        int region = request.region();
        long offset = request.offset();
        int count = request.count();
        if (!isInside(region, offset, count)) {
            return -Errno.EINVAL;
        }
        describe(out, region, offset, count);
        long data = Outbox.PAYLOAD + RegionAccess.SIZE;
        for (int done = 0; done < count; ) {
            int width = width(region, offset + done, count - done);
            store(out.segment(), data + done, width, port.read(region, offset + done, width));
            done += width;
        }
        return RegionAccess.SIZE + count;
    }

    /**
     * Answers the length of the reply, or an error number negated.
     *
     * @param posted whether nobody waits for the write to be done
     */
    int write(Inbox in, Outbox out, boolean posted) {
        if (in.payloadLength() < RegionAccess.SIZE) {
            return -Errno.EINVAL;
        }
        request.wrap(in.segment(), in.payload());
        int region = request.region();
        long offset = request.offset();
        int count = request.count();
        if (!isInside(region, offset, count)
                || in.payloadLength() != RegionAccess.SIZE + count
                || isFrozen(region)) {
            return -Errno.EINVAL;
        }
        write(region, offset, count, in.segment(), in.payload() + RegionAccess.SIZE, posted);
        describe(out, region, offset, count);
        return RegionAccess.SIZE;
    }

    /** As {@link #write}; a write that can't be done keeps all of the message from being done. */
    int writeMulti(Inbox in, Outbox out, boolean posted) {
        if (in.payloadLength() < Long.BYTES) {
            return -Errno.EINVAL;
        }
        long count = in.segment().get(JAVA_LONG_UNALIGNED, in.payload());
        long first = in.payload() + Long.BYTES;
        int bytes = in.payloadLength() - Long.BYTES;
        if (count != bytes / MultiWrite.SIZE || bytes % MultiWrite.SIZE != 0) {
            return -Errno.EINVAL;
        }
        for (int i = 0; i < count; i++) {
            single.wrap(in.segment(), first + (long) i * MultiWrite.SIZE);
            if (Integer.compareUnsigned(single.count(), Long.BYTES) > 0
                    || !isInside(single.region(), single.offset(), single.count())
                    || isFrozen(single.region())) {
                return -Errno.EINVAL;
            }
        }
        for (int i = 0; i < count; i++) {
            long start = first + (long) i * MultiWrite.SIZE;
            single.wrap(in.segment(), start);
            write(
                    single.region(),
                    single.offset(),
                    single.count(),
                    in.segment(),
                    start + MultiWrite.DATA_OFFSET,
                    posted);
        }
        out.segment().set(JAVA_LONG_UNALIGNED, Outbox.PAYLOAD, count);
        return Long.BYTES;
    }

    private void write(
            int region, long offset, int count, MemorySegment from, long data, boolean posted) {
        for (int done = 0; done < count; ) {
            int width = width(region, offset + done, count - done);
            long value = load(from, data + done, width);
            if (posted) {
                port.post(region, offset + done, width, value);
            } else {
                port.write(region, offset + done, width, value);
            }
            done += width;
        }
    }

    private boolean isFrozen(int region) {
        return frozen && region != PciRegion.CONFIG;
    }

    private boolean isInside(int region, long offset, int count) {
        return region >= 0
                && region < PciRegion.COUNT
                && sizes[region] != 0
                && count >= 0
                && count <= Limits.MAX_DATA_XFER_SIZE
                && offset >= 0
                && offset <= sizes[region] - count;
    }

    /** The widest access that is aligned and takes no more than what remains. */
    private int width(int region, long offset, int remaining) {
        int widest = Math.min(widths[region], Integer.highestOneBit(remaining));
        int aligned = (int) offset & -(int) offset;
        return aligned == 0 ? widest : Math.min(widest, aligned);
    }

    private void describe(Outbox out, int region, long offset, int count) {
        reply.wrap(out.segment(), Outbox.PAYLOAD).offset(offset).region(region).count(count);
    }

    private static long load(MemorySegment from, long at, int width) {
        return switch (width) {
            case 1 -> from.get(JAVA_BYTE, at);
            case 2 -> from.get(JAVA_SHORT_UNALIGNED, at);
            case 4 -> from.get(JAVA_INT_UNALIGNED, at);
            default -> from.get(JAVA_LONG_UNALIGNED, at);
        };
    }

    private static void store(MemorySegment to, long at, int width, long value) {
        switch (width) {
            case 1 -> to.set(JAVA_BYTE, at, (byte) value);
            case 2 -> to.set(JAVA_SHORT_UNALIGNED, at, (short) value);
            case 4 -> to.set(JAVA_INT_UNALIGNED, at, (int) value);
            default -> to.set(JAVA_LONG_UNALIGNED, at, value);
        }
    }
}
