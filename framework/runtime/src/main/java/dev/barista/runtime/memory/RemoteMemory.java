package dev.barista.runtime.memory;

import java.lang.foreign.MemorySegment;

/**
 * Guest memory that can't be mapped: every access asks its owner. Called on the thread that
 * executes the device, which waits.
 */
public interface RemoteMemory {
    /**
     * Fills {@code destination} from the guest address.
     *
     * @throws dev.barista.spi.GuestMemoryFault if the owner refuses or is gone
     */
    void read(long address, MemorySegment destination);

    /**
     * Copies {@code source} to the guest address.
     *
     * @throws dev.barista.spi.GuestMemoryFault if the owner refuses or is gone
     */
    void write(long address, MemorySegment source);
}
