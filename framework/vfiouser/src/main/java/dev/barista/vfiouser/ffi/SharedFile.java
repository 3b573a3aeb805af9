package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A file whose bytes several processes share. */
public final class SharedFile implements AutoCloseable {
    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;

    private final Fd fd;

    /** Takes a descriptor over. */
    public SharedFile(Fd fd) {
        this.fd = fd;
    }

    /**
     * A new file in memory, without a name in any folder.
     *
     * @param name for people who look at this process
     */
    public static SharedFile inMemory(String name, long size) throws ErrnoException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number = MemoryCalls.memfdCreate(arena.allocateFrom(name));
        }
        if (number < 0) {
            throw new ErrnoException("memfd_create", number);
        }
        SharedFile file = new SharedFile(new Fd(number));
        try {
            file.resize(size);
        } catch (ErrnoException e) {
            file.close();
            throw e;
        }
        return file;
    }

    /** A file that exists, to be read and written. */
    public static SharedFile open(Path path) throws ErrnoException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number =
                    FileCalls.open(
                            arena.allocateFrom(path.toString()),
                            FileCalls.O_RDWR | FileCalls.O_CLOEXEC);
        }
        if (number < 0) {
            throw new ErrnoException("open", number);
        }
        return new SharedFile(new Fd(number));
    }

    /** Makes the file longer, with zeros, or shorter. */
    public void resize(long size) throws ErrnoException {
        int result = MemoryCalls.ftruncate(fd.number(), size);
        if (result < 0) {
            throw new ErrnoException("ftruncate", result);
        }
    }

    /** The size in bytes, if it is a regular file; others have none that says anything. */
    public OptionalLong size() throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment statx = arena.allocate(Structs.STATX);
            int result = FileCalls.statx(fd.number(), statx);
            if (result < 0) {
                throw new ErrnoException("statx", result);
            }
            return (statx.get(JAVA_SHORT, Structs.STX_MODE) & TYPE_MASK) == REGULAR
                    ? OptionalLong.of(statx.get(JAVA_LONG, Structs.STX_SIZE))
                    : OptionalLong.empty();
        }
    }

    /** Whether somebody could make the file shorter, under those who have mapped it. */
    public boolean canShrink() {
        int seals = FileCalls.seals(fd.number());
        return seals < 0 || (seals & FileCalls.F_SEAL_SHRINK) == 0;
    }

    /** Sees to it that nobody makes the file shorter from now on; only if it is in memory. */
    public void sealSize() throws ErrnoException {
        int result = FileCalls.addSeals(fd.number(), FileCalls.F_SEAL_SHRINK);
        if (result < 0) {
            throw new ErrnoException("fcntl", result);
        }
    }

    /**
     * Maps a part of the file.
     *
     * @throws ErrnoException {@link Errno#ENODEV} if this kind of file has no pages to map
     */
    public Mapping map(long offset, long size, boolean writable) throws ErrnoException {
        return Mapping.shared(fd, offset, size, writable);
    }

    /** Fills a native segment from the file. */
    public void read(long offset, MemorySegment destination) throws ErrnoException {
        long done = 0;
        while (done < destination.byteSize()) {
            long result = FileCalls.pread(fd.number(), destination.asSlice(done), offset + done);
            if (result > 0) {
                done += result;
            } else if (result != -Errno.EINTR) {
                throw new ErrnoException("pread", result == 0 ? -Errno.EIO : result);
            }
        }
    }

    /** Writes all of a native segment to the file. */
    public void write(long offset, MemorySegment source) throws ErrnoException {
        long done = 0;
        while (done < source.byteSize()) {
            long result = FileCalls.pwrite(fd.number(), source.asSlice(done), offset + done);
            if (result > 0) {
                done += result;
            } else if (result != -Errno.EINTR) {
                throw new ErrnoException("pwrite", result == 0 ? -Errno.EIO : result);
            }
        }
    }

    /** The descriptor, to be sent to a peer. */
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
