package dev.barista.vfiouser.ffi;

import dev.barista.vfiouser.protocol.Errno;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** A UNIX socket that clients connect to. It leaves its file behind when it is closed. */
public final class ListeningSocket implements AutoCloseable {
    /** Clients that may wait to be accepted; more are refused by the kernel. */
    private static final int BACKLOG = 16;

    private final Fd fd;

    private ListeningSocket(Fd fd) {
        this.fd = fd;
    }

    /**
     * Creates the socket and its file, and listens.
     *
     * @throws ErrnoException {@link Errno#EADDRINUSE} if there is a file already
     */
    public static ListeningSocket bind(Path path) throws ErrnoException {
        int number = SocketCalls.unixStreamSocket(SocketCalls.SOCK_NONBLOCK);
        if (number < 0) {
            throw new ErrnoException("socket", number);
        }
        Fd fd = new Fd(number);
        try (Arena arena = Arena.ofConfined()) {
            // Fails, as it must before bind. But the first call of a function takes milliseconds:
            // a client that waits for the file would find it, and be refused.
            SocketCalls.listen(number, BACKLOG);
            int result = SocketCalls.bind(number, UnixAddress.of(path, arena));
            if (result < 0) {
                throw new ErrnoException("bind", result);
            }
            result = SocketCalls.listen(number, BACKLOG);
            if (result < 0) {
                throw new ErrnoException("listen", result);
            }
            return new ListeningSocket(fd);
        } catch (ErrnoException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /**
     * A client that has connected, or null if there is none.
     *
     * @throws ErrnoException if there is one that this process has no descriptor for
     */
    public @Nullable MessageSocket accept() throws ErrnoException {
        int number = SocketCalls.accept(fd.number());
        return switch (-number) {
            case Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM ->
                    throw new ErrnoException("accept", number);
            default -> number < 0 ? null : new MessageSocket(new Fd(number));
        };
    }

    Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
