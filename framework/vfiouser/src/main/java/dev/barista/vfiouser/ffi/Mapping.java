package dev.barista.vfiouser.ffi;

import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mapped pages, unmapped by {@link #close}.
 *
 * <p>If a file that somebody else can shrink gets shorter than its mapping, an access behind its
 * end throws {@link InternalError}: the Java runtime turns SIGBUS into that.
 */
public final class Mapping implements AutoCloseable {
    /**
     * How many mappings there may be at once. The kernel grants a process 65530 by default (vm.
     * max_map_count), and a Java runtime that finds none left when it needs one ends.
     */
    public static final int LIMIT = 32_768;

    private static final AtomicInteger LIVE = new AtomicInteger();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private Mapping(long address, long size, boolean writable) {
        MemorySegment pages = MemoryCalls.own(address, size, arena);
        this.segment = writable ? pages : pages.asReadOnly();
    }

    /** Pages of zeros that take no memory until they are written. */
    public static Mapping anonymous(long size) throws ErrnoException {
        int flags = MemoryCalls.MAP_PRIVATE | MemoryCalls.MAP_ANONYMOUS | MemoryCalls.MAP_NORESERVE;
        return map(size, true, flags, -1, 0);
    }

    /** Pages of a file, shared with everybody who maps them. */
    static Mapping shared(Fd file, long offset, long size, boolean writable) throws ErrnoException {
        return map(size, writable, MemoryCalls.MAP_SHARED, file.number(), offset);
    }

    private static Mapping map(long size, boolean writable, int flags, int fd, long offset)
            throws ErrnoException {
        if (LIVE.incrementAndGet() > LIMIT) {
            LIVE.decrementAndGet();
            throw new ErrnoException("mmap", -Errno.ENOMEM);
        }
        int protection = MemoryCalls.PROT_READ | (writable ? MemoryCalls.PROT_WRITE : 0);
        long address = MemoryCalls.mmap(size, protection, flags, fd, offset);
        if (address < 0) {
            LIVE.decrementAndGet();
            throw new ErrnoException("mmap", address);
        }
        return new Mapping(address, size, writable);
    }

    /** How many mappings there are now. */
    public static int liveCount() {
        return LIVE.get();
    }

    /** The pages, read-only if the mapping is; usable from any thread until {@link #close}. */
    public MemorySegment segment() {
        return segment;
    }

    /** Unmaps the pages; called again, does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
            LIVE.decrementAndGet();
        }
    }
}
