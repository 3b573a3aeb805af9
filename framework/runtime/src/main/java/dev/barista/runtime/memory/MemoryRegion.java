package dev.barista.runtime.memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * A range of guest memory.
 *
 * <p>Its fields change only on the thread that executes the device.
 */
public final class MemoryRegion {
    /** Holds no address; what a map looks at first when it is empty. */
    static final MemoryRegion NONE =
            new MemoryRegion(0, 0, false, false, false, MemorySegment.NULL, null, () -> {});

    final long address;
    final long size;
    final boolean readable;
    final boolean writable;

    /** Whether accesses can find a part of the segment gone: see {@link LostMemory}. */
    final boolean shrinkable;

    /** Whether a read needs no more than the segment. */
    final boolean directlyReadable;

    /** Whether a write needs no more than the segment: nobody keeps a log of writes either. */
    boolean directlyWritable;

    final MemorySegment segment;
    final @Nullable RemoteMemory remote;

    private final Runnable release;
    private int pins;
    private @Nullable Runnable onReleased;

    /** Whether a {@link MemorySource} has made it, so that it can be given up and made again. */
    boolean onDemand;

    /** When the map last turned to this region, by the map's count of such turns. */
    long lastUsed;

    /** The callback of the device, by the map's count, that was last given a view of it. */
    long viewedIn;

    private MemoryRegion(
            long address,
            long size,
            boolean readable,
            boolean writable,
            boolean shrinkable,
            MemorySegment segment,
            @Nullable RemoteMemory remote,
            Runnable release) {
        this.address = address;
        this.size = size;
        this.readable = readable;
        this.writable = writable;
        this.shrinkable = shrinkable;
        this.directlyReadable = readable && !shrinkable;
        this.segment = segment;
        this.remote = remote;
        this.release = release;
        logWrites(false);
    }

    /**
     * A region whose bytes are those of a segment that any thread may use.
     *
     * @param address the first DMA address
     * @param release gives the segment back; called once, when the region is unmapped and unpinned
     * @throws IllegalArgumentException if the segment is empty or the range wraps round 2^64
     */
    public static MemoryRegion mapped(
            long address,
            MemorySegment segment,
            boolean readable,
            boolean writable,
            Runnable release) {
        checkRange(address, segment.byteSize());
        return new MemoryRegion(
                address, segment.byteSize(), readable, writable, false, segment, null, release);
    }

    /**
     * As {@link #mapped}, of a file that somebody else can make shorter. Typed and bulk accesses to
     * what is gone then throw a {@link dev.barista.spi.GuestMemoryFault} with the reason LOST;
     * views and pins throw {@link InternalError}, at once or some instructions later.
     */
    public static MemoryRegion shrinkable(
            long address,
            MemorySegment segment,
            boolean readable,
            boolean writable,
            Runnable release) {
        checkRange(address, segment.byteSize());
        return new MemoryRegion(
                address, segment.byteSize(), readable, writable, true, segment, null, release);
    }

    /**
     * A region whose bytes must be asked for.
     *
     * @param address the first DMA address
     * @param size bytes
     * @throws IllegalArgumentException if the range is empty or wraps round 2^64
     */
    public static MemoryRegion remote(
            long address, long size, boolean readable, boolean writable, RemoteMemory remote) {
        checkRange(address, size);
        return new MemoryRegion(
                address, size, readable, writable, false, MemorySegment.NULL, remote, () -> {});
    }

    /** The first DMA address. */
    public long address() {
        return address;
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** The last address, inclusive, as an unsigned number. */
    long last() {
        return address + (size - 1);
    }

    boolean contains(long candidate) {
        return Long.compareUnsigned(candidate - address, size) < 0;
    }

    boolean overlaps(MemoryRegion other) {
        return Long.compareUnsigned(address, other.last()) <= 0
                && Long.compareUnsigned(other.address, last()) <= 0;
    }

    /** Says whether writes are logged. */
    void logWrites(boolean logged) {
        directlyWritable = writable && !shrinkable && !logged;
    }

    void pin() {
        pins++;
    }

    boolean pinned() {
        return pins != 0;
    }

    void unpin() {
        pins--;
        Runnable waiting = onReleased;
        if (pins == 0 && waiting != null) {
            release.run();
            waiting.run();
        }
    }

    /** Releases the region once nothing pins it, and then runs {@code released}. */
    void retire(Runnable released) {
        if (pins == 0) {
            release.run();
            released.run();
        } else {
            onReleased = released;
        }
    }

    private static void checkRange(long address, long size) {
        if (size <= 0 || Long.compareUnsigned(address + (size - 1), address) < 0) {
            throw new IllegalArgumentException(
                    "no range of guest memory: 0x%x bytes at 0x%x".formatted(size, address));
        }
    }
}
