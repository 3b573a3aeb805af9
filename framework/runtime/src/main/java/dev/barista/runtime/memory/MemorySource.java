package dev.barista.runtime.memory;

import org.jspecify.annotations.Nullable;

/**
 * Where guest memory comes from that a map has no region for yet: memory that is mapped when the
 * device first touches it. Called on the thread that executes the device, which waits.
 */
public interface MemorySource {
    /** Bytes of a page, a power of two: ranges start and end at multiples of it. */
    long pageSize();

    /**
     * Maps a range.
     *
     * @return the region, or null if there is no room for a further one: the map gives up the one
     *     that was used longest ago, and asks again
     * @throws dev.barista.spi.GuestMemoryFault if this range can't be mapped
     */
    @Nullable MemoryRegion map(long address, long size);

    /** The way to what can't be mapped. */
    RemoteMemory copies();
}
