package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.barista.vfiouser.protocol.Errno;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Waits for one of several descriptors. Used by one thread at a time. */
public final class PollSet {
    private static final long ENTRY = Structs.POLLFD.byteSize();

    private MemorySegment entries = Arena.ofAuto().allocate(Structs.POLLFD, 8);
    private int count;

    /** An empty set. */
    public PollSet() {}

    /** Makes the set empty. */
    public void clear() {
        count = 0;
    }

    /** Adds an eventfd; answers its index in the set. */
    public int add(EventFd event) {
        return add(event.fd());
    }

    /** Adds a socket; answers its index in the set. */
    public int add(ListeningSocket socket) {
        return add(socket.fd());
    }

    /** Adds a connection; answers its index in the set. */
    public int add(MessageSocket socket) {
        return add(socket.fd());
    }

    /** Adds a connection to wait for room to send, beside its end. */
    public int addForRoom(MessageSocket socket) {
        return add(socket.fd(), FileCalls.POLLOUT);
    }

    /** Adds a connection to wait for nothing but its end; answers its index in the set. */
    public int addForEnd(MessageSocket socket) {
        return add(socket.fd(), FileCalls.POLLRDHUP);
    }

    private int add(Fd fd) {
        return add(fd, FileCalls.POLLIN);
    }

    private int add(Fd fd, int events) {
        if (count * ENTRY == entries.byteSize()) {
            entries = Arena.ofAuto().allocate(Structs.POLLFD, 2L * count).copyFrom(entries);
        }
        fill(entries, count, fd.number(), events);
        return count++;
    }

    /**
     * Waits until one is ready.
     *
     * @param timeoutMillis how long at most; negative for as long as it takes
     */
    public void await(int timeoutMillis) throws ErrnoException {
        int result = FileCalls.poll(entries, count, timeoutMillis);
        if (result < 0 && result != -Errno.EINTR) {
            throw new ErrnoException("poll", result);
        }
    }

    /** Whether the descriptor with an index is what it was added for, or has come to its end. */
    public boolean isReady(int index) {
        return entries.get(JAVA_SHORT, index * ENTRY + Structs.POLL_REVENTS) != 0;
    }

    static void fill(MemorySegment pollfds, int index, int fd, int events) {
        long entry = index * ENTRY;
        pollfds.set(JAVA_INT, entry + Structs.POLL_FD, fd);
        pollfds.set(JAVA_SHORT, entry + Structs.POLL_EVENTS, (short) events);
        pollfds.set(JAVA_SHORT, entry + Structs.POLL_REVENTS, (short) 0);
    }
}
