package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.barista.runtime.partition.DeviceEndpoint;
import dev.barista.vfiouser.protocol.DeviceFeature;
import dev.barista.vfiouser.protocol.DirtyLogReport;
import dev.barista.vfiouser.protocol.DirtyLogStart;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.Limits;

import java.lang.foreign.MemorySegment;

/**
 * The log of the pages that a device writes: {@link DeviceFeature#DMA_LOGGING_START}, {@link
 * DeviceFeature#DMA_LOGGING_STOP} and {@link DeviceFeature#DMA_LOGGING_REPORT}. Each answers an
 * error number negated where it can't be done.
 *
 * <p>All writes to all memory are logged by pages of {@link Limits#PAGE_SIZE}, whatever ranges and
 * page size the client would like; a report may ask for any page size.
 */
final class DirtyLogging {
    private final DeviceEndpoint device;
    private final DirtyLogStart wanted = new DirtyLogStart();

    DirtyLogging(DeviceEndpoint device) {
        this.device = device;
    }

    /** Starts, as the data of a request say; answers 0. */
    int start(MemorySegment segment, long start, int length) {
        if (length < DirtyLogStart.SIZE) {
            return -Errno.EINVAL;
        }
        wanted.wrap(segment, start);
        long ranges = Integer.toUnsignedLong(wanted.numRanges());
        if (Long.bitCount(wanted.pageSize()) != 1
                || wanted.reserved() != 0
                || length != DirtyLogStart.SIZE + ranges * DirtyLogStart.RANGE_SIZE) {
            return -Errno.EINVAL;
        }
        for (long i = 0; i < ranges; i++) {
            long range = start + DirtyLogStart.SIZE + i * DirtyLogStart.RANGE_SIZE;
            if (!isRange(
                    segment.get(JAVA_LONG_UNALIGNED, range),
                    segment.get(JAVA_LONG_UNALIGNED, range + Long.BYTES))) {
                return -Errno.EINVAL;
            }
        }
        if (device.isDirtyLogOn()) {
            return -Errno.EBUSY;
        }
        device.startDirtyLog();
        return 0;
    }

    /** Stops, if it has been started. */
    void stop() {
        if (device.canPause()) {
            device.stopDirtyLog();
        }
    }

    /** How long the bitmap that a request asks for is in bytes. */
    long bitmapLength(DirtyLogReport request) {
        if (!device.isDirtyLogOn()) {
            return -Errno.EINVAL;
        }
        return bitmapLength(request.iova(), request.length(), request.pageSize());
    }

    /** How long a bitmap must be in bytes. */
    static long bitmapLength(long address, long length, long pageSize) {
        if (!isRange(address, length) || Long.bitCount(pageSize) != 1) {
            return -Errno.EINVAL;
        }
        long pages = ((length - 1) >>> Long.numberOfTrailingZeros(pageSize)) + 1;
        if (pages <= 0 || pages > Limits.MAX_DIRTY_BITMAP * (long) Byte.SIZE) {
            return -Errno.E2BIG;
        }
        return (pages + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    boolean isOn() {
        return device.canPause() && device.isDirtyLogOn();
    }

    /** Writes a bitmap of a legal range, which is as long as {@link #bitmapLength} says. */
    void report(long address, long length, long pageSize, MemorySegment to, long at, long bytes) {
        long[] bitmap = new long[Math.toIntExact(bytes / Long.BYTES)];
        device.reportDirty(address, length, pageSize, bitmap);
        MemorySegment.copy(
                MemorySegment.ofArray(bitmap),
                JAVA_LONG,
                0,
                to,
                JAVA_LONG_UNALIGNED,
                at,
                bitmap.length);
    }

    private static boolean isRange(long address, long length) {
        return length != 0 && Long.compareUnsigned(address + (length - 1), address) >= 0;
    }
}
