package dev.barista.hyperv.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What is read of a pipe. Closing it closes the pipe, and ends a read that waits. */
public final class HandleInputStream extends InputStream {
    private final KernelHandle handle;

    /** Takes the handle over. */
    public HandleInputStream(KernelHandle handle) {
        this.handle = handle;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return handle.read(bytes, offset, length);
    }

    @Override
    public void close() {
        handle.close();
    }
}
