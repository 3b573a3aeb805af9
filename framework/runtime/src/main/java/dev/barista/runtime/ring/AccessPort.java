package dev.barista.runtime.ring;

import dev.barista.spi.binding.BarHandler;

/**
 * How one thread brings accesses to a device. Used only by the thread that opened it, whose id it
 * takes the baton with.
 *
 * <p>Any offset and width may be asked for: an access that is not aligned to its width or crosses
 * its region's end is counted as a guest error, reads answer all ones, writes are dropped. Nothing
 * a device throws comes out of here.
 *
 * <p>A read sees the effect of every write made through the same port before it.
 */
public final class AccessPort {
    /** The region that is the configuration space; BARs are 0 to 5. */
    public static final int CONFIG = 7;

    private final DeviceRing ring;
    private final RingTarget target;
    private final BarHandler[] handlers;
    private final int[] sizes;

    /** The id of the thread that opened the port, at hand where a look-up would cost. */
    private final long me = Thread.currentThread().threadId();

    private final Reply reply = new Reply();

    AccessPort(DeviceRing ring) {
        this.ring = ring;
        this.target = ring.target();
        this.handlers = target.handlers();
        this.sizes = target.sizes();
    }

    /** Reads 32 bits. */
    public int read32(int region, int offset) {
        if (!ring.enterIdle(me)) {
            return (int) contendedRead(region, offset, Integer.BYTES);
        }
        int value;
        try {
            value =
                    isLegal(region, offset, Integer.BYTES)
                            ? handlers[region].read32(offset)
                            : (int) target.illegal(region, offset, Integer.BYTES, false);
        } catch (Throwable cause) {
            value = (int) target.failed(cause);
        }
        ring.leave();
        return value;
    }

    /** Writes 32 bits, and may return before the device has seen them. */
    public void post32(int region, int offset, int value) {
        if (!ring.enterIdle(me)) {
            contendedPost(region, offset, Integer.BYTES, value);
            return;
        }
        try {
            if (isLegal(region, offset, Integer.BYTES)) {
                handlers[region].write32(offset, value);
            } else {
                target.illegal(region, offset, Integer.BYTES, true);
            }
        } catch (Throwable cause) {
            target.failed(cause);
        }
        ring.leave();
    }

    /**
     * Reads {@code width} bytes.
     *
     * @return the value, zero-extended
     */
    public long read(int region, long offset, int width) {
        if (!ring.enterIdle(me)) {
            return contendedRead(region, offset, width);
        }
        long value;
        try {
            value =
                    isLegal(region, offset, width)
                            ? ring.read(region, (int) offset, width)
                            : target.illegal(region, offset, width, false);
        } catch (Throwable cause) {
            value = target.failed(cause);
        }
        ring.leave();
        return truncate(value, width);
    }

    /** Writes the low {@code width} bytes of a value, and returns when the device has seen them. */
    public void write(int region, long offset, int width, long value) {
        if (ring.enterIdle(me)) {
            writeInPlace(region, offset, width, value);
        } else if (isLegal(region, offset, width)) {
            ring.publishAndWait(AccessEvent.WRITE, region, (int) offset, width, value, reply);
        } else {
            ring.executeAndWait(() -> target.illegal(region, offset, width, true));
        }
    }

    /** Writes the low {@code width} bytes of a value, and may return before the device saw them. */
    public void post(int region, long offset, int width, long value) {
        if (ring.enterIdle(me)) {
            writeInPlace(region, offset, width, value);
        } else {
            contendedPost(region, offset, width, value);
        }
    }

    private void writeInPlace(int region, long offset, int width, long value) {
        try {
            if (isLegal(region, offset, width)) {
                ring.write(region, (int) offset, width, value);
            } else {
                target.illegal(region, offset, width, true);
            }
        } catch (Throwable cause) {
            target.failed(cause);
        }
        ring.leave();
    }

    private long contendedRead(int region, long offset, int width) {
        if (isLegal(region, offset, width)) {
            return truncate(
                    ring.publishAndWait(AccessEvent.READ, region, (int) offset, width, 0, reply),
                    width);
        }
        ring.executeAndWait(() -> target.illegal(region, offset, width, false));
        return truncate(-1, width);
    }

    private void contendedPost(int region, long offset, int width, long value) {
        if (isLegal(region, offset, width)) {
            ring.post(region, (int) offset, width, value);
        } else {
            ring.execute(() -> target.illegal(region, offset, width, true));
        }
    }

    private boolean isLegal(int region, long offset, int width) {
        return width > 0
                && width <= Long.BYTES
                && Integer.bitCount(width) == 1
                && (offset & (width - 1)) == 0
                && offset >= 0
                && offset <= (long) sizes[region] - width;
    }

    private static long truncate(long value, int width) {
        return width >= Long.BYTES ? value : value & ((1L << (width * Byte.SIZE)) - 1);
    }
}
