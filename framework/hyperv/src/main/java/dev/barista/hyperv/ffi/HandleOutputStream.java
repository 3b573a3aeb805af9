package dev.barista.hyperv.ffi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** What is written into a pipe, at once. Closing it closes the pipe. */
public final class HandleOutputStream extends OutputStream {
    private final KernelHandle handle;

    /** Takes the handle over. */
    public HandleOutputStream(KernelHandle handle) {
        this.handle = handle;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        handle.write(bytes, offset, length);
    }

    @Override
    public void close() {
        handle.close();
    }
}
