package dev.barista.vfiouser.ffi;

import static dev.barista.vfiouser.ffi.LibC.captured;
import static dev.barista.vfiouser.ffi.LibC.function;
import static dev.barista.vfiouser.ffi.LibC.impossible;
import static dev.barista.vfiouser.ffi.LibC.result;
import static dev.barista.vfiouser.ffi.LibC.variadicFunction;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What works on any descriptor. Each function answers its result, or the error number negated. */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class FileCalls {
    static final int POLLIN = 0x1;
    static final int POLLOUT = 0x4;
    static final int POLLHUP = 0x10;
    static final int POLLRDHUP = 0x2000;
    static final int O_RDWR = 0x2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x8_0000;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;

    /** The file can't be made shorter any more (linux/fcntl.h). */
    static final int F_SEAL_SHRINK = 0x2;

    private static final int F_GETFL = 3;
    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_TYPE_AND_SIZE = 0x1 | 0x200;

    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle OPEN = variadicFunction("open", ADDRESS, JAVA_INT);
    private static final MethodHandle FLOCK = function("flock", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle READ =
            function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE =
            function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL =
            function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);

    private FileCalls() {}

    static int close(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer; Fd sees to it that a number is closed once.
            return result((int) CLOSE.invokeExact(errno, fd), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Opens a file that exists; the path is NUL-terminated. */
    static int open(MemorySegment path, int flags) {
        Checks.terminated(path);
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the path has been checked for its end.
            return result((int) OPEN.invokeExact(errno, path, flags), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The flags of an open file. */
    static int statusFlags(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: F_GETFL takes no third argument.
            return result((int) OnDemand.FCNTL.invokeExact(errno, fd, F_GETFL), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** What an open file promises not to become; the error is EINVAL if it can't promise. */
    static int seals(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: F_GET_SEALS takes no third argument.
            return result((int) OnDemand.FCNTL.invokeExact(errno, fd, F_GET_SEALS), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Makes an open file promise more. */
    static int addSeals(int fd, int seals) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result(
                    (int) OnDemand.FCNTL_INT.invokeExact(errno, fd, F_ADD_SEALS, seals), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Another number for an open file, which programs started later don't inherit. */
    static int duplicate(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer; the third argument is the least number wanted.
            return result(
                    (int) OnDemand.FCNTL_INT.invokeExact(errno, fd, F_DUPFD_CLOEXEC, 0), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int flock(int fd, int operation) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) FLOCK.invokeExact(errno, fd, operation), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long read(int fd, MemorySegment bytes) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result((long) READ.invokeExact(errno, fd, bytes, bytes.byteSize()), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long write(int fd, MemorySegment bytes) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result((long) WRITE.invokeExact(errno, fd, bytes, bytes.byteSize()), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long pread(int fd, MemorySegment bytes, long offset) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result(
                    (long) OnDemand.PREAD.invokeExact(errno, fd, bytes, bytes.byteSize(), offset),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long pwrite(int fd, MemorySegment bytes, long offset) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result(
                    (long) OnDemand.PWRITE.invokeExact(errno, fd, bytes, bytes.byteSize(), offset),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Waits for one of the first {@code count} descriptors; a negative timeout is no timeout. */
    static int poll(MemorySegment pollfds, int count, int timeoutMillis) {
        Checks.within(pollfds, count * Structs.POLLFD.byteSize());
        MemorySegment errno = captured();
        try {
            // UNSAFETY: as many structures as said have been checked to lie in the segment.
            return result(
                    (int) POLL.invokeExact(errno, pollfds, (long) count, timeoutMillis), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int eventfd(int flags) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) EVENTFD.invokeExact(errno, 0, flags), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Fills a {@link Structs#STATX} with the type and size of an open file. */
    static int statx(int fd, MemorySegment statx) {
        Checks.within(statx, Structs.STATX.byteSize());
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the empty path is a constant that never goes away, and the structure has
            // been checked to be whole.
            return result(
                    (int)
                            OnDemand.STATX.invokeExact(
                                    errno,
                                    fd,
                                    Checks.EMPTY_PATH,
                                    AT_EMPTY_PATH,
                                    STATX_TYPE_AND_SIZE,
                                    statx),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /**
     * What a server that only listens does not need. To link a function takes milliseconds, most of
     * them for its shape.
     */
    private static final class OnDemand {
        static final MethodHandle FCNTL = variadicFunction("fcntl", JAVA_INT, JAVA_INT);
        static final MethodHandle FCNTL_INT =
                variadicFunction("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT);
        static final MethodHandle PREAD =
                function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        static final MethodHandle PWRITE =
                function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
        static final MethodHandle STATX =
                function("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);

        private OnDemand() {}
    }
}
