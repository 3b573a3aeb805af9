package dev.barista.vfiouser;

import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.PartitionException;
import dev.barista.spi.binding.BarDescription;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;

import java.lang.foreign.MemorySegment;

/**
 * The mapped pages of a BAR as a file in memory, which clients get. It is sealed: a client that
 * could make it shorter would take pages from under the device.
 */
final class MemoryFile implements BarMemory {
    private final SharedFile file;
    private final Mapping mapping;

    private MemoryFile(SharedFile file, Mapping mapping) {
        this.file = file;
        this.mapping = mapping;
    }

    static MemoryFile create(String instanceName, BarDescription bar) {
        String name = "%s BAR %d".formatted(instanceName, bar.index());
        try {
            SharedFile file = SharedFile.inMemory(name, bar.mappedEnd());
            try {
                file.sealSize();
                return new MemoryFile(file, file.map(0, bar.mappedEnd(), true));
            } catch (ErrnoException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (ErrnoException e) {
            throw new PartitionException(
                    "no memory for the mapped pages of %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** What a client maps, by offset in the BAR. */
    Fd fd() {
        return file.fd();
    }

    @Override
    public MemorySegment segment() {
        return mapping.segment();
    }

    @Override
    public void close() {
        mapping.close();
        file.close();
    }
}
