package dev.barista.vfiouser.protocol;

/** Linux error numbers, as replies carry them ({@code <asm-generic/errno.h>}). */
public final class Errno {
    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such thing; for {@link Command#DMA_UNMAP}, no such mapping. */
    public static final int ENOENT = 2;

    /** Interrupted by a signal. */
    public static final int EINTR = 4;

    /** The client's memory could not be read or written. */
    public static final int EIO = 5;

    /** The answer would be larger than a message may be. */
    public static final int E2BIG = 7;

    /** Nothing there yet. */
    public static final int EAGAIN = 11;

    /** No memory left for it. */
    public static final int ENOMEM = 12;

    /** Not allowed by the file's mode. */
    public static final int EACCES = 13;

    /** Another client is connected. */
    public static final int EBUSY = 16;

    /** The address range is mapped already. */
    public static final int EEXIST = 17;

    /** The file can't be mapped. */
    public static final int ENODEV = 19;

    /** The message is not what the specification says. */
    public static final int EINVAL = 22;

    /** No file descriptor left in the system. */
    public static final int ENFILE = 23;

    /** No file descriptor left in this process. */
    public static final int EMFILE = 24;

    /** More mappings than were negotiated. */
    public static final int ENOSPC = 28;

    /** The other end has closed. */
    public static final int EPIPE = 32;

    /** A legal request for what this server or device does not have. */
    public static final int ENOTSUP = 95;

    /** The address is in use. */
    public static final int EADDRINUSE = 98;

    /** The other end has closed without reading everything. */
    public static final int ECONNRESET = 104;

    /** No memory left for sockets. */
    public static final int ENOBUFS = 105;

    /** It took too long. */
    public static final int ETIMEDOUT = 110;

    /** Nobody listens. */
    public static final int ECONNREFUSED = 111;

    private Errno() {}

    /** The symbol of an error number, for people. */
    public static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case EINTR -> "EINTR";
            case EIO -> "EIO";
            case E2BIG -> "E2BIG";
            case EAGAIN -> "EAGAIN";
            case ENOMEM -> "ENOMEM";
            case EACCES -> "EACCES";
            case EBUSY -> "EBUSY";
            case EEXIST -> "EEXIST";
            case ENODEV -> "ENODEV";
            case EINVAL -> "EINVAL";
            case ENFILE -> "ENFILE";
            case EMFILE -> "EMFILE";
            case ENOSPC -> "ENOSPC";
            case EPIPE -> "EPIPE";
            case ENOTSUP -> "ENOTSUP";
            case EADDRINUSE -> "EADDRINUSE";
            case ECONNRESET -> "ECONNRESET";
            case ENOBUFS -> "ENOBUFS";
            case ETIMEDOUT -> "ETIMEDOUT";
            case ECONNREFUSED -> "ECONNREFUSED";
            default -> "errno " + errno;
        };
    }
}
