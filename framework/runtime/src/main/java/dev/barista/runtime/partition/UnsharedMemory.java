package dev.barista.runtime.partition;

import dev.barista.spi.Pages;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory for mapped pages that no guest maps: each access to them comes to the device's host. */
final class UnsharedMemory implements BarMemory {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    UnsharedMemory(long size) {
        segment = arena.allocate(size, Pages.SIZE);
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        arena.close();
    }
}
