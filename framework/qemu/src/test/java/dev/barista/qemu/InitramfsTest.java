package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class InitramfsTest {
    private static final byte[] CONTENT = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    @Test
    void entriesHaveTheirKindModeAndContent() throws IOException {
        Path file = write("disk");

        List<String> entries = new ArrayList<>();
        try (CpioArchiveInputStream archive =
                new CpioArchiveInputStream(Files.newInputStream(file))) {
            for (CpioArchiveEntry entry = archive.getNextEntry();
                    entry != null;
                    entry = archive.getNextEntry()) {
                String content = new String(archive.readAllBytes(), StandardCharsets.UTF_8);
                entries.add(
                        "%s %o %s".formatted(entry.getName(), entry.getMode(), content).strip());
            }
        }

        assertThat(entries)
                .containsExactly(
                        "bin 40755",
                        "init 100755 #!/bin/sh",
                        "etc 100644 #!/bin/sh",
                        "bin/sh 120777 busybox");
    }

    @Test
    void equalContentsGiveEqualBytes() throws IOException {
        assertThat(write("one")).hasSameBinaryContentAs(write("other"));
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Initramfs disk = new Initramfs(file)) {
            disk.folder("bin");
            disk.program("init", CONTENT);
            disk.file("etc", CONTENT);
            disk.link("bin/sh", "busybox");
        }
        return file;
    }
}
