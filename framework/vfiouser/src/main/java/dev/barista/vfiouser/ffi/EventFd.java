package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.vfiouser.protocol.Errno;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A counter that one process raises and another waits for. Thread-safe, but it must not be closed
 * while another thread signals.
 */
public final class EventFd implements AutoCloseable {
    private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_LONG, 1);

    private final Fd fd;

    /** Whether a signal to a full counter would wait until somebody reads it. */
    private final boolean blocking;

    private EventFd(Fd fd, boolean blocking) {
        this.fd = fd;
        this.blocking = blocking;
    }

    /** A counter at zero. */
    public static EventFd create() throws ErrnoException {
        int number = FileCalls.eventfd(FileCalls.O_CLOEXEC | FileCalls.O_NONBLOCK);
        if (number < 0) {
            throw new ErrnoException("eventfd", number);
        }
        return new EventFd(new Fd(number), false);
    }

    /**
     * Takes over a descriptor that came from elsewhere; it is closed if this fails.
     *
     * @throws ErrnoException {@link Errno#EINVAL} if it is no eventfd
     */
    public static EventFd adopt(Fd fd) throws ErrnoException {
        try {
            Path link = Path.of("/proc/self/fd/" + fd.number());
            if (Files.readSymbolicLink(link).toString().equals("anon_inode:[eventfd]")) {
                int flags = FileCalls.statusFlags(fd.number());
                return new EventFd(fd, (flags & FileCalls.O_NONBLOCK) == 0);
            }
        } catch (IOException e) {
            // As good as none.
        }
        fd.close();
        throw new ErrnoException("eventfd", -Errno.EINVAL);
    }

    /**
     * Raises the counter by one. A counter that is full stays as it is: whoever waits for it will
     * not wait. Never waits itself, also where the descriptor says that writes do: its flags belong
     * to the peer as well, which may count on them. (A peer that fills the counter between the look
     * at it and the write can hold the caller up until {@link #drain}.)
     *
     * @return whether the counter is above zero now
     */
    public boolean signal() {
        if (blocking && isFull()) {
            return true;
        }
        long result = FileCalls.write(fd.number(), ONE);
        return result > 0 || result == -Errno.EAGAIN;
    }

    private boolean isFull() {
        MemorySegment pollfd = Polled.BY_THREAD.get();
        PollSet.fill(pollfd, 0, fd.number(), FileCalls.POLLOUT);
        return FileCalls.poll(pollfd, 1, 0) == 0;
    }

    /** Sets the counter to zero if it is above; answers what it was. Never waits. 0 once closed. */
    public synchronized long drain() {
        if (fd.isClosed()) {
            return 0;
        }
        MemorySegment pollfd = Polled.BY_THREAD.get();
        PollSet.fill(pollfd, 0, fd.number(), FileCalls.POLLIN);
        if (FileCalls.poll(pollfd, 1, 0) != 1) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            return FileCalls.read(fd.number(), count) > 0 ? count.get(JAVA_LONG, 0) : 0;
        }
    }

    /** The descriptor, to be sent to a peer. */
    public Fd fd() {
        return fd;
    }

    @Override
    public synchronized void close() {
        fd.close();
    }

    /** A {@code pollfd} for each thread, so that no signal allocates. */
    private static final class Polled {
        static final ThreadLocal<MemorySegment> BY_THREAD =
                ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Structs.POLLFD));
    }
}
