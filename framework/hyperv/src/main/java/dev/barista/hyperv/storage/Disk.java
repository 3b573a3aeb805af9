package dev.barista.hyperv.storage;

import dev.barista.hyperv.ffi.KernelHandle;
import dev.barista.hyperv.ffi.NativeHandle;
import dev.barista.hyperv.ffi.storage.LayerCalls;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** A virtual disk that is open. Thread-safe. */
public final class Disk implements AutoCloseable {
    private static final int GENERIC_READ_AND_WRITE = 0xC000_0000;
    private static final int SHARE_NOTHING = 0;
    private static final int NORMAL = 0x80;

    private final KernelHandle handle;

    private Disk(KernelHandle handle) {
        this.handle = handle;
    }

    /**
     * Opens the file of a disk. Versions after Server 2019 want a handle of virtdisk.dll for {@link
     * #format} instead (by field report): {@link #adopt} takes one.
     */
    public static Disk open(Path file) throws IOException {
        return new Disk(
                KernelHandle.openFile(
                        file.toAbsolutePath().toString(),
                        GENERIC_READ_AND_WRITE,
                        SHARE_NOTHING,
                        NORMAL));
    }

    /**
     * Takes a handle over that something else has opened.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Disk adopt(long handle) {
        KernelHandle owned = KernelHandle.adopt(MemorySegment.ofAddress(handle));
        if (owned == null) {
            throw new IllegalArgumentException("no handle: " + handle);
        }
        return new Disk(owned);
    }

    NativeHandle handle() {
        return handle.handle();
    }

    /** Partitions and formats it, so that a layer can be written on it. */
    public void format() {
        LayerCalls.format(handle()).orThrow();
    }

    /** The volume that it is mounted as. */
    public String mountPath() {
        return LayerCalls.mountPath(handle()).orThrow();
    }

    /** Closes the handle. */
    @Override
    public void close() {
        handle.close();
    }
}
