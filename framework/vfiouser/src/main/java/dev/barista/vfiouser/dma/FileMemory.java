package dev.barista.vfiouser.dma;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.SharedFile;

/** A device that takes guest memory as a file, because its process maps that itself. */
public interface FileMemory {
    /**
     * Gives the device memory to reach by DMA; the file stays the caller's.
     *
     * @throws IllegalArgumentException if the region overlaps one that is there
     * @throws ErrnoException if the file can't be passed on
     */
    void map(
            long address,
            long size,
            boolean readable,
            boolean writable,
            SharedFile file,
            long offset)
            throws ErrnoException;
}
