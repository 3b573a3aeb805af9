package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The data of {@link DeviceFeature#MIG_DEVICE_STATE}.
 *
 * <pre>
 *   0              4         8
 *   +--------------+---------+
 *   | device_state | data_fd |
 *   +--------------+---------+
 * </pre>
 */
public final class MigrationState extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 8;

    /** The device has failed and must be reset. */
    public static final int ERROR = 0;

    /** The device changes nothing by itself. */
    public static final int STOP = 1;

    /** The device works. */
    public static final int RUNNING = 2;

    /** The device is stopped, and its state can be read. */
    public static final int STOP_COPY = 3;

    /** The device is stopped, and takes another state over. */
    public static final int RESUMING = 4;

    /** The device works, and its state can be read. */
    public static final int PRE_COPY = 6;

    private static final int DEVICE_STATE_OFFSET = 0;
    private static final int DATA_FD_OFFSET = 4;

    /** Not wrapped round anything yet. */
    public MigrationState() {}

    /** Moves to a place in a segment. */
    public MigrationState wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** The state, one of the constants. */
    public int deviceState() {
        return getInt(DEVICE_STATE_OFFSET);
    }

    /** Sets deviceState. */
    public MigrationState deviceState(int value) {
        setInt(DEVICE_STATE_OFFSET, value);
        return this;
    }

    /** Not used; -1. */
    public int dataFd() {
        return getInt(DATA_FD_OFFSET);
    }

    /** Sets dataFd. */
    public MigrationState dataFd(int value) {
        setInt(DATA_FD_OFFSET, value);
        return this;
    }
}
