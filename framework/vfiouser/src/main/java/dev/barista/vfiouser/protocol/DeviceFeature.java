package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * What the request and the reply of {@link Command#DEVICE_FEATURE} begin with; data of the feature
 * follow, except when it is probed.
 *
 * <pre>
 *   0       4       8
 *   +-------+-------+
 *   | argsz | flags |
 *   +-------+-------+
 * </pre>
 */
public final class DeviceFeature extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 8;

    /** The bits of {@link #flags()} that are the feature. */
    public static final int FEATURE_MASK = 0xffff;

    /** Asks for the feature's data. */
    public static final int GET = 1 << 16;

    /** Sets the feature's data. */
    public static final int SET = 1 << 17;

    /** Asks whether the feature is there, and can do what the other flags say. */
    public static final int PROBE = 1 << 18;

    /** Which states a migration may have: 64 bits of flags; get. */
    public static final int MIGRATION = 1;

    /** The state of a migration, {@link MigrationState}; get and set. */
    public static final int MIG_DEVICE_STATE = 2;

    /** Begins to log which pages the device writes, {@link DirtyLogStart}; set. */
    public static final int DMA_LOGGING_START = 6;

    /** Ends that; set. */
    public static final int DMA_LOGGING_STOP = 7;

    /** Which pages the device has written, {@link DirtyLogReport}; get. */
    public static final int DMA_LOGGING_REPORT = 8;

    /** In the data of {@link #MIGRATION}: a stopped device's state can be read. */
    public static final long MIGRATION_STOP_COPY = 1;

    /** In the data of {@link #MIGRATION}: a running device's state can be read. */
    public static final long MIGRATION_PRE_COPY = 1 << 2;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;

    /** Not wrapped round anything yet. */
    public DeviceFeature() {}

    /** Moves to a place in a segment. */
    public DeviceFeature wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public DeviceFeature argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** The feature in the low 16 bits, {@link #GET}, {@link #SET} and {@link #PROBE}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public DeviceFeature flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }
}
