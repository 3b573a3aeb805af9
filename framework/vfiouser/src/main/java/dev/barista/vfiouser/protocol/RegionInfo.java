package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The request and the reply of {@link Command#DEVICE_GET_REGION_INFO}.
 *
 * <pre>
 *   0       4       8       12           16      24       32
 *   +-------+-------+-------+------------+-------+--------+
 *   | argsz | flags | index | cap_offset | size  | offset |
 *   +-------+-------+-------+------------+-------+--------+
 * </pre>
 */
public final class RegionInfo extends Flyweight {
    /** Bytes. */
    public static final int SIZE = 32;

    /** The region can be read. */
    public static final int READ = 1;

    /** The region can be written. */
    public static final int WRITE = 1 << 1;

    /** The region, or parts of it, can be mapped from the file that comes along. */
    public static final int MMAP = 1 << 2;

    /** Capabilities follow the structure. */
    public static final int CAPS = 1 << 3;

    private static final int ARGSZ_OFFSET = 0;
    private static final int FLAGS_OFFSET = 4;
    private static final int INDEX_OFFSET = 8;
    private static final int CAP_OFFSET_OFFSET = 12;
    private static final int SIZE_OFFSET = 16;
    private static final int OFFSET_OFFSET = 24;

    /** Not wrapped round anything yet. */
    public RegionInfo() {}

    /** Moves to a place in a segment. */
    public RegionInfo wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** In a request the bytes that the reply may have, in a reply those that it needs. */
    public int argsz() {
        return getInt(ARGSZ_OFFSET);
    }

    /** Sets argsz. */
    public RegionInfo argsz(int value) {
        setInt(ARGSZ_OFFSET, value);
        return this;
    }

    /** {@link #READ}, {@link #WRITE}, {@link #MMAP}, {@link #CAPS}. */
    public int flags() {
        return getInt(FLAGS_OFFSET);
    }

    /** Sets flags. */
    public RegionInfo flags(int value) {
        setInt(FLAGS_OFFSET, value);
        return this;
    }

    /** Which region is meant: BARs 0 to 5, then the indices of {@link PciRegion}. */
    public int index() {
        return getInt(INDEX_OFFSET);
    }

    /** Sets index. */
    public RegionInfo index(int value) {
        setInt(INDEX_OFFSET, value);
        return this;
    }

    /** Where the first capability is, from the beginning of this structure; 0 for none. */
    public int capOffset() {
        return getInt(CAP_OFFSET_OFFSET);
    }

    /** Sets capOffset. */
    public RegionInfo capOffset(int value) {
        setInt(CAP_OFFSET_OFFSET, value);
        return this;
    }

    /** Bytes of the region; 0 if there is none. */
    public long size() {
        return getLong(SIZE_OFFSET);
    }

    /** Sets size. */
    public RegionInfo size(long value) {
        setLong(SIZE_OFFSET, value);
        return this;
    }

    /** Where the region begins in the file that comes along. */
    public long offset() {
        return getLong(OFFSET_OFFSET);
    }

    /** Sets offset. */
    public RegionInfo offset(long value) {
        setLong(OFFSET_OFFSET, value);
        return this;
    }
}
