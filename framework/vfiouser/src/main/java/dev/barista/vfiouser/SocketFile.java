package dev.barista.vfiouser;

import dev.barista.runtime.partition.PartitionException;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.FolderLock;
import dev.barista.vfiouser.ffi.ListeningSocket;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.UnixAddress;
import dev.barista.vfiouser.protocol.Errno;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A listening socket and the file by which clients find it. */
final class SocketFile implements AutoCloseable {
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;
    private static final long LOCK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path path;
    private final ListeningSocket socket;

    /** Tells our file from one that somebody puts in its place. */
    private final Object inode;

    private SocketFile(Path path, ListeningSocket socket, Object inode) {
        this.path = path;
        this.socket = socket;
        this.inode = inode;
    }

    /**
     * Creates the file, in the place of one whose server is gone.
     *
     * @throws PartitionException if it can't be created, or somebody else serves there
     */
    static SocketFile open(Path path) {
        int length = UnixAddress.byteLength(path);
        if (length > UnixAddress.MAX_PATH_BYTES) {
            throw new PartitionException(
                    "socket path %s is %d bytes long and a UNIX socket's can have %d; choose a shorter one"
                            .formatted(path, length, UnixAddress.MAX_PATH_BYTES));
        }
        Path parent = path.getParent();
        Path folder = parent == null ? Path.of(".") : parent;
        if (!Files.isDirectory(folder)) {
            throw new PartitionException(
                    "there is no folder %s for socket %s; create it".formatted(folder, path));
        }
        try {
            // Two servers that find the same stale file must not both replace it.
            FolderLock lock = lock(folder);
            try {
                removeStale(path);
                ListeningSocket socket = ListeningSocket.bind(path);
                return new SocketFile(path, socket, inode(path));
            } finally {
                lock.close();
            }
        } catch (ErrnoException e) {
            throw new PartitionException(explain(path, folder, e), e);
        } catch (IOException e) {
            throw new PartitionException("socket %s can't be created: %s".formatted(path, e), e);
        }
    }

    Path path() {
        return path;
    }

    ListeningSocket socket() {
        return socket;
    }

    /** Removes the file, unless somebody has replaced it. The socket stays open. */
    void remove() {
        try {
            if (inode(path).equals(inode)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // Gone already, or its folder is.
        }
    }

    /** Removes the file and closes the socket; called again, does nothing. */
    @Override
    public void close() {
        remove();
        socket.close();
    }

    private static FolderLock lock(Path folder) throws ErrnoException {
        long start = System.nanoTime();
        while (true) {
            try {
                return FolderLock.tryLock(folder);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EAGAIN || System.nanoTime() - start > LOCK_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & S_IFMT) != S_IFSOCK) {
            throw new PartitionException(
                    "%s exists and is no socket; remove it or choose another path".formatted(path));
        }
        if (isServed(path)) {
            throw new PartitionException(
                    "socket path %s is in use by another server; stop that or choose another path"
                            .formatted(path));
        }
        Files.delete(path);
    }

    private static boolean isServed(Path path) throws ErrnoException {
        try {
            MessageSocket.connect(path).close();
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ECONNREFUSED) {
                return false;
            }
            throw e;
        }
    }

    private static String explain(Path path, Path folder, ErrnoException e) {
        return switch (e.errno()) {
            case Errno.EACCES, Errno.EPERM ->
                    "no permission to create socket %s; choose a path in a folder of your own"
                            .formatted(path);
            case Errno.EAGAIN ->
                    "%s has been locked for long; end the program that locks it, or choose another folder"
                            .formatted(folder);
            default -> "socket %s can't be created: %s".formatted(path, e.getMessage());
        };
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
