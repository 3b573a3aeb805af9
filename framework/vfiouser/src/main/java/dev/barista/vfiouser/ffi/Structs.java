package dev.barista.vfiouser.ffi;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/** The structures of Linux that the system calls here take, as 64-bit C compilers lay them out. */
final class Structs {
    /**
     * A piece of a message, {@code <sys/uio.h>}.
     *
     * <pre>
     *   0       8       16
     *   +-------+-------+
     *   | base  | len   |
     *   +-------+-------+
     * </pre>
     */
    static final StructLayout IOVEC =
            structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"))
                    .withName("iovec");

    /**
     * A message with its descriptors, {@code <sys/socket.h>}.
     *
     * <pre>
     *   0       8    12  16      24      32      40      48   52  56
     *   +-------+----+---+-------+-------+-------+-------+----+---+
     *   | name  | nlen   | iov   | iovlen| ctrl  | clen  |flag|   |
     *   +-------+----+---+-------+-------+-------+-------+----+---+
     * </pre>
     */
    static final StructLayout MSGHDR =
            structLayout(
                            ADDRESS.withName("msg_name"),
                            JAVA_INT.withName("msg_namelen"),
                            paddingLayout(4),
                            ADDRESS.withName("msg_iov"),
                            JAVA_LONG.withName("msg_iovlen"),
                            ADDRESS.withName("msg_control"),
                            JAVA_LONG.withName("msg_controllen"),
                            JAVA_INT.withName("msg_flags"),
                            paddingLayout(4))
                    .withName("msghdr");

    /**
     * The header of ancillary data, {@code <sys/socket.h>}; the data follows it.
     *
     * <pre>
     *   0       8       12      16
     *   +-------+-------+-------+----
     *   | len   | level | type  | data
     *   +-------+-------+-------+----
     * </pre>
     */
    static final StructLayout CMSGHDR =
            structLayout(
                            JAVA_LONG.withName("cmsg_len"),
                            JAVA_INT.withName("cmsg_level"),
                            JAVA_INT.withName("cmsg_type"))
                    .withName("cmsghdr");

    /**
     * The address of a UNIX socket, {@code <sys/un.h>}.
     *
     * <pre>
     *   0        2                              110
     *   +--------+------------------------------+
     *   | family | path, NUL-terminated         |
     *   +--------+------------------------------+
     * </pre>
     */
    static final StructLayout SOCKADDR_UN =
            structLayout(
                            JAVA_SHORT.withName("sun_family"),
                            sequenceLayout(108, JAVA_BYTE).withName("sun_path"))
                    .withName("sockaddr_un");

    /**
     * A descriptor to wait for, {@code <poll.h>}.
     *
     * <pre>
     *   0    4        6         8
     *   +----+--------+---------+
     *   | fd | events | revents |
     *   +----+--------+---------+
     * </pre>
     */
    static final StructLayout POLLFD =
            structLayout(
                            JAVA_INT.withName("fd"),
                            JAVA_SHORT.withName("events"),
                            JAVA_SHORT.withName("revents"))
                    .withName("pollfd");

    /**
     * What a file is, {@code <sys/stat.h>}; the same on every processor, unlike {@code stat}.
     *
     * <pre>
     *   0      28     30      40     48           256
     *   +------+------+-------+------+------------+
     *   |      | mode |       | size |            |
     *   +------+------+-------+------+------------+
     * </pre>
     */
    static final StructLayout STATX =
            structLayout(
                            paddingLayout(28),
                            JAVA_SHORT.withName("stx_mode"),
                            paddingLayout(10),
                            JAVA_LONG.withName("stx_size"),
                            paddingLayout(208))
                    .withName("statx");

    static final long IOV_BASE = offset(IOVEC, "iov_base");
    static final long IOV_LEN = offset(IOVEC, "iov_len");
    static final long MSG_IOV = offset(MSGHDR, "msg_iov");
    static final long MSG_IOVLEN = offset(MSGHDR, "msg_iovlen");
    static final long MSG_CONTROL = offset(MSGHDR, "msg_control");
    static final long MSG_CONTROLLEN = offset(MSGHDR, "msg_controllen");
    static final long MSG_FLAGS = offset(MSGHDR, "msg_flags");
    static final long CMSG_LEN = offset(CMSGHDR, "cmsg_len");
    static final long CMSG_LEVEL = offset(CMSGHDR, "cmsg_level");
    static final long CMSG_TYPE = offset(CMSGHDR, "cmsg_type");
    static final long SUN_FAMILY = offset(SOCKADDR_UN, "sun_family");
    static final long SUN_PATH = offset(SOCKADDR_UN, "sun_path");
    static final long POLL_FD = offset(POLLFD, "fd");
    static final long POLL_EVENTS = offset(POLLFD, "events");
    static final long POLL_REVENTS = offset(POLLFD, "revents");
    static final long STX_MODE = offset(STATX, "stx_mode");
    static final long STX_SIZE = offset(STATX, "stx_size");

    private Structs() {}

    private static long offset(StructLayout struct, String member) {
        return struct.byteOffset(PathElement.groupElement(member));
    }
}
