package dev.barista.qemu;

import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an initial RAM disk: a cpio archive in the "newc" format (the kernel's
 * Documentation/driver-api/early-userspace/buffer-format). Not compressed: QEMU hands it over
 * faster than an emulated processor unpacks it. Equal contents give equal bytes.
 */
final class Initramfs implements AutoCloseable {
    private final CpioArchiveOutputStream archive;
    private int inode = 1;

    Initramfs(Path file) throws IOException {
        OutputStream stream = Files.newOutputStream(file);
        archive = new CpioArchiveOutputStream(stream, CpioConstants.FORMAT_NEW);
    }

    void folder(String path) throws IOException {
        entry(path, CpioConstants.C_ISDIR | 0755, new byte[0]);
    }

    void file(String path, byte[] content) throws IOException {
        entry(path, CpioConstants.C_ISREG | 0644, content);
    }

    void program(String path, byte[] content) throws IOException {
        entry(path, CpioConstants.C_ISREG | 0755, content);
    }

    void link(String path, String target) throws IOException {
        entry(path, CpioConstants.C_ISLNK | 0777, target.getBytes(StandardCharsets.UTF_8));
    }

    private void entry(String path, long mode, byte[] content) throws IOException {
        CpioArchiveEntry entry =
                new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path, content.length);
        entry.setMode(mode);
        entry.setInode(inode++);
        entry.setTime(0);
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
