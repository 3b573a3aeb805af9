package dev.barista.vfiouser;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.memory.RemoteMemory;
import dev.barista.spi.GuestMemoryFault;
import dev.barista.spi.GuestMemoryFault.Operation;
import dev.barista.spi.GuestMemoryFault.Reason;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory in a file that can be read and written, but has no pages to map. */
final class UnmappedFile implements RemoteMemory, AutoCloseable {
    private final SharedFile file;

    /** Where in the file DMA address 0 would be; it wraps round. */
    private final long shift;

    private UnmappedFile(SharedFile file, long offset, long address) {
        this.file = file;
        this.shift = offset - address;
    }

    /**
     * A region of a file, which is taken over if this succeeds.
     *
     * @param offset where in the file the region begins
     * @param address the region's first DMA address
     * @throws ErrnoException {@link Errno#ENODEV} if nothing can be read there, although it should
     */
    static UnmappedFile open(SharedFile file, long offset, long address, boolean readable)
            throws ErrnoException {
        if (readable) {
            try (Arena arena = Arena.ofConfined()) {
                file.read(offset, arena.allocate(JAVA_BYTE));
            } catch (ErrnoException e) {
                throw new ErrnoException("pread", -Errno.ENODEV);
            }
        }
        return new UnmappedFile(file, offset, address);
    }

    @Override
    public void read(long address, MemorySegment destination) {
        try {
            if (destination.isNative()) {
                file.read(address + shift, destination);
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = arena.allocate(destination.byteSize());
                file.read(address + shift, bytes);
                destination.copyFrom(bytes);
            }
        } catch (ErrnoException e) {
            throw new GuestMemoryFault(
                    Operation.READ, Reason.LOST, address, destination.byteSize());
        }
    }

    @Override
    public void write(long address, MemorySegment source) {
        try {
            if (source.isNative()) {
                file.write(address + shift, source);
                return;
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = arena.allocate(source.byteSize());
                file.write(address + shift, bytes.copyFrom(source));
            }
        } catch (ErrnoException e) {
            throw new GuestMemoryFault(Operation.WRITE, Reason.LOST, address, source.byteSize());
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
