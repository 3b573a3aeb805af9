package dev.barista.vfiouser.protocol;

import java.lang.foreign.MemorySegment;

/**
 * The capability that says which parts of a region can be mapped, with its header ({@code
 * <linux/vfio.h>}, VFIO_REGION_INFO_CAP_SPARSE_MMAP).
 *
 * <pre>
 *   0    2         4      8          12         16       24
 *   +----+---------+------+----------+----------+--------+------+----
 *   | id | version | next | nr_areas | reserved | offset | size | ...
 *   +----+---------+------+----------+----------+--------+------+----
 * </pre>
 */
public final class SparseMmap extends Flyweight {
    /** The capability's id. */
    public static final int ID = 1;

    /** The version that this is. */
    public static final int VERSION = 1;

    private static final int HEADER = 16;
    private static final int AREA = 16;

    /** Not wrapped round anything yet. */
    public SparseMmap() {}

    /** Bytes of the capability with so many areas. */
    public static int size(int areas) {
        return HEADER + areas * AREA;
    }

    /** Moves to a place in a segment. */
    public SparseMmap wrap(MemorySegment segment, long start) {
        place(segment, start);
        return this;
    }

    /** Writes the header of the last capability of its list. */
    public SparseMmap last(int areas) {
        setShort(0, ID);
        setShort(2, VERSION);
        setInt(4, 0);
        setInt(8, areas);
        setInt(12, 0);
        return this;
    }

    /** Writes an area: an offset in the region, and bytes. */
    public SparseMmap area(int index, long offset, long size) {
        setLong(HEADER + index * AREA, offset);
        setLong(HEADER + index * AREA + 8, size);
        return this;
    }
}
