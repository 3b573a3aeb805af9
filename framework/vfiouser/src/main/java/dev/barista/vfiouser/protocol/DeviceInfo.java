package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request and the reply of {@link Command#DEVICE_GET_INFO}.
 *
 * <pre>
 *   0       4       8             12         16
 *   +-------+-------+-------------+----------+
 *   | argsz | flags | num_regions | num_irqs |
 *   +-------+-------+-------------+----------+
 * </pre>
 */
public final class DeviceInfo extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 16;

    /** {@link Command#DEVICE_RESET} works. */
    public static final int RESET = 1;

    /** The device is a PCI function. */
    public static final int PCI = 1 << 1;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int NUM_REGIONS_OFFSET = 8;
    private static final int NUM_IRQS_OFFSET = 12;

    /** Not wrapped round anything yet. */
    public DeviceInfo() {}

    /** Moves to a place in a segment. */
    public DeviceInfo wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public DeviceInfo argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** {@link #RESET} and {@link #PCI}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public DeviceInfo flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** How many regions there are, absent ones included. */
    public int numRegions() {
        return getInt(NUM_REGIONS_OFFSET);
    }

    /** Sets numRegions. */
    public DeviceInfo numRegions(int value) {
        setInt(NUM_REGIONS_OFFSET, value);
        return this;
    }

    /** How many kinds of interrupt there are. */
    public int numIrqs() {
        return getInt(NUM_IRQS_OFFSET);
    }

    /** Sets numIrqs. */
    public DeviceInfo numIrqs(int value) {
        setInt(NUM_IRQS_OFFSET, value);
        return this;
    }
}
