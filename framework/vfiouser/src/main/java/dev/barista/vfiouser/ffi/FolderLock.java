package dev.barista.vfiouser.ffi;

import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** An advisory lock on a folder, which leaves nothing behind: not even a killed process's does. */
public final class FolderLock implements AutoCloseable {
    private final Fd fd;

    private FolderLock(Fd fd) {
        this.fd = fd;
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @throws ErrnoException {@link Errno#EAGAIN} if somebody has
     */
    public static FolderLock tryLock(Path folder) throws ErrnoException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number = FileCalls.open(UnixAddress.terminated(folder, arena), FileCalls.O_CLOEXEC);
        }
        if (number < 0) {
            throw new ErrnoException("open", number);
        }
        Fd fd = new Fd(number);
        int result = FileCalls.flock(number, FileCalls.LOCK_EX | FileCalls.LOCK_NB);
        if (result < 0) {
            fd.close();
            throw new ErrnoException("flock", result);
        }
        return new FolderLock(fd);
    }

    @Override
    public void close() {
        fd.close();
    }
}
