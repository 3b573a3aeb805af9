package dev.barista.testkit;

import dev.barista.runtime.ring.AccessPort;

/**
 * One access of a guest to a device.
 *
 * @param region the BAR, or {@link AccessPort#CONFIG}
 * @param offset any, also one outside of the region
 * @param width 1, 2, 4 or 8 bytes
 * @param value what is written; 0 for a read
 */
public record RegisterAccess(boolean write, int region, long offset, int width, long value) {
    /**
     * Makes the access.
     *
     * @return what was read, zero-extended; 0 for a write
     */
    public long perform(Driver driver) {
        if (write) {
            driver.port().write(region, offset, width, value);
            return 0;
        }
        return driver.port().read(region, offset, width);
    }

    /** The access as the line of code that makes it. */
    @Override
    public String toString() {
        String target = region == AccessPort.CONFIG ? "config()" : "bar(" + region + ")";
        return write
                ? "%s.write%d(0x%x, 0x%x)".formatted(target, width * Byte.SIZE, offset, value)
                : "%s.read%d(0x%x)".formatted(target, width * Byte.SIZE, offset);
    }
}
