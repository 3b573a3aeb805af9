package dev.barista.vfiouser.ffi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A {@code msghdr} for one piece of bytes, with room for descriptors; used over and over. */
final class Envelope {
    private static final long CONTROL_SIZE = controlSpace(MessageSocket.MAX_FDS);
    private static final long RIGHTS = Structs.CMSGHDR.byteSize();

    final MemorySegment msghdr;
    private final MemorySegment iovec;
    private final MemorySegment control;

    Envelope(Arena arena) {
        msghdr = arena.allocate(Structs.MSGHDR);
        iovec = arena.allocate(Structs.IOVEC);
        control = arena.allocate(CONTROL_SIZE, Long.BYTES);
        msghdr.set(JAVA_LONG, Structs.MSG_IOV, iovec.address());
        msghdr.set(JAVA_LONG, Structs.MSG_IOVLEN, 1);
        msghdr.set(JAVA_LONG, Structs.MSG_CONTROL, control.address());
    }

    /** Makes room for {@code length} bytes at an address, and for all descriptors there can be. */
    void awaitBytes(long address, long length) {
        fill(address, length, CONTROL_SIZE);
    }

    /** Puts in bytes and descriptors. */
    void carry(long address, long length, Fd[] fds) {
        fill(address, length, fds.length == 0 ? 0 : controlSpace(fds.length));
        control.set(JAVA_LONG, Structs.CMSG_LEN, RIGHTS + fds.length * (long) Integer.BYTES);
        control.set(JAVA_INT, Structs.CMSG_LEVEL, SocketCalls.SOL_SOCKET);
        control.set(JAVA_INT, Structs.CMSG_TYPE, SocketCalls.SCM_RIGHTS);
        for (int i = 0; i < fds.length; i++) {
            control.set(JAVA_INT, RIGHTS + i * (long) Integer.BYTES, fds[i].number());
        }
    }

    private void fill(long address, long length, long controlLength) {
        iovec.set(JAVA_LONG, Structs.IOV_BASE, address);
        iovec.set(JAVA_LONG, Structs.IOV_LEN, length);
        msghdr.set(JAVA_LONG, Structs.MSG_CONTROLLEN, controlLength);
        msghdr.set(JAVA_INT, Structs.MSG_FLAGS, 0);
    }

    /** Whether anything came with the bytes, or was lost. */
    boolean hasControl() {
        return msghdr.get(JAVA_LONG, Structs.MSG_CONTROLLEN) != 0 || isTruncated();
    }

    /** Whether descriptors came that there was no room for. */
    boolean isTruncated() {
        return (msghdr.get(JAVA_INT, Structs.MSG_FLAGS) & SocketCalls.MSG_CTRUNC) != 0;
    }

    /** The descriptors that came; asked once, because each is owned from then on. */
    Fd[] rights() {
        long end = msghdr.get(JAVA_LONG, Structs.MSG_CONTROLLEN);
        // There is one header at most: the kernel gathers all descriptors in it, and nothing else
        // was asked for.
        if (end < RIGHTS
                || control.get(JAVA_INT, Structs.CMSG_LEVEL) != SocketCalls.SOL_SOCKET
                || control.get(JAVA_INT, Structs.CMSG_TYPE) != SocketCalls.SCM_RIGHTS) {
            return new Fd[0];
        }
        long bytes = Math.min(control.get(JAVA_LONG, Structs.CMSG_LEN), end) - RIGHTS;
        Fd[] fds = new Fd[(int) (bytes / Integer.BYTES)];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = new Fd(control.get(JAVA_INT, RIGHTS + i * (long) Integer.BYTES));
        }
        return fds;
    }

    /** What {@code CMSG_SPACE} of so many descriptors is. */
    private static long controlSpace(int fds) {
        long size = Structs.CMSGHDR.byteSize() + fds * (long) Integer.BYTES;
        return (size + Long.BYTES - 1) & -Long.BYTES;
    }
}
