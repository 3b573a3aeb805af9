package dev.barista.vfiouser.ffi;

import dev.barista.vfiouser.protocol.Errno;

import java.io.IOException;

/** A system call failed. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * A call failed.
     *
     * @param call its name
     * @param result the error number negated, as calls answer it
     */
    public ErrnoException(String call, long result) {
        super(call + ": " + Errno.name((int) -result));
        this.errno = (int) -result;
    }

    /** The error number, positive. */
    public int errno() {
        return errno;
    }
}
