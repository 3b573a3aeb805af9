package dev.barista.benchmarks.memory;

import dev.barista.runtime.memory.GuestMemoryMap;
import dev.barista.runtime.memory.MemoryRegion;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A guest's memory as PCs have it: a region from 0 on, and one above 4 GiB. */
final class GuestRam {
    static final long HIGH = 1L << 32;
    static final long SIZE = 16L << 20;

    private final Arena arena = Arena.ofShared();
    final MemorySegment low = arena.allocate(SIZE, 4096).fill((byte) 0x5a);
    final MemorySegment high = arena.allocate(SIZE, 4096).fill((byte) 0xa5);
    final GuestMemoryMap map = new GuestMemoryMap(Runnable::run);

    GuestRam() {
        map.add(MemoryRegion.mapped(0, low, true, true, () -> {}));
        map.add(MemoryRegion.mapped(HIGH, high, true, true, () -> {}));
    }

    /** Memory beside the guest's, with the same lifetime. */
    MemorySegment allocate(long size) {
        return arena.allocate(size, 4096);
    }

    void close() {
        arena.close();
    }
}
