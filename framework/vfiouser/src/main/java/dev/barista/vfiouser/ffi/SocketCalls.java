package dev.barista.vfiouser.ffi;

import static dev.barista.vfiouser.ffi.LibC.captured;
import static dev.barista.vfiouser.ffi.LibC.function;
import static dev.barista.vfiouser.ffi.LibC.impossible;
import static dev.barista.vfiouser.ffi.LibC.result;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <sys/socket.h>}. Each function answers its result, or the error number negated. */
// Restricted methods are this package's purpose: see package-info.
@SuppressWarnings("restricted")
final class SocketCalls {
    static final int AF_UNIX = 1;
    static final int SOL_SOCKET = 1;
    static final int SCM_RIGHTS = 1;
    static final int SHUT_RDWR = 2;
    static final int SOCK_NONBLOCK = 0x800;
    static final int MSG_CTRUNC = 0x8;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x8_0000;

    private static final MethodHandle SOCKET =
            function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKETPAIR =
            function("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle BIND =
            function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CONNECT =
            function("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = function("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SHUTDOWN = function("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);

    private SocketCalls() {}

    /** A UNIX stream socket that programs started later don't inherit. */
    static int unixStreamSocket(int flags) {
        int type = SOCK_STREAM | SOCK_CLOEXEC | flags;
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) SOCKET.invokeExact(errno, AF_UNIX, type, 0), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Two UNIX stream sockets that are connected; fills a segment with their numbers. */
    static int unixStreamPair(MemorySegment numbers) {
        Checks.within(numbers, 2L * Integer.BYTES);
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the segment has been checked to have room for two numbers.
            return result(
                    (int)
                            SOCKETPAIR.invokeExact(
                                    errno, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int bind(int fd, MemorySegment address) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result(
                    (int) BIND.invokeExact(errno, fd, address, (int) address.byteSize()), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int connect(int fd, MemorySegment address) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length given is the segment's own.
            return result(
                    (int) CONNECT.invokeExact(errno, fd, address, (int) address.byteSize()), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int listen(int fd, int backlog) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) LISTEN.invokeExact(errno, fd, backlog), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int accept(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: null pointers say that the peer's address is not wanted.
            return result(
                    (int)
                            OnDemand.ACCEPT4.invokeExact(
                                    errno,
                                    fd,
                                    MemorySegment.NULL,
                                    MemorySegment.NULL,
                                    SOCK_CLOEXEC),
                    errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int shutdown(int fd) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: takes no pointer.
            return result((int) SHUTDOWN.invokeExact(errno, fd, SHUT_RDWR), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Receives; the caller keeps alive what the addresses in the {@code msghdr} point to. */
    static int recvmsg(int fd, MemorySegment msghdr, int flags) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the structure is a whole msghdr, and its addresses and lengths are those of
            // segments that MessageSocket owns.
            return (int)
                    result((long) OnDemand.RECVMSG.invokeExact(errno, fd, msghdr, flags), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sends; the caller keeps alive what the addresses in the {@code msghdr} point to. */
    static int sendmsg(int fd, MemorySegment msghdr, int flags) {
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the structure is a whole msghdr, and its addresses and lengths are those of
            // segments that MessageSocket owns.
            return (int)
                    result((long) OnDemand.SENDMSG.invokeExact(errno, fd, msghdr, flags), errno);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sends the first {@code length} bytes of a segment, which must have as many. */
    static int send(int fd, MemorySegment bytes, long length, int flags) {
        Checks.within(bytes, length);
        MemorySegment errno = captured();
        try {
            // UNSAFETY: the length has been checked against the segment's.
            return (int)
                    result(
                            (long) OnDemand.SEND.invokeExact(errno, fd, bytes, length, flags),
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
        static final MethodHandle ACCEPT4 =
                function("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle RECVMSG =
                function("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle SENDMSG =
                function("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle SEND =
                function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

        private OnDemand() {}
    }
}
