package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class KernelModulesTest {
    @TempDir Path folder;

    @Test
    void modulesComeAfterWhatTheyDependOn() throws IOException {
        module("drivers/vfio/pci/vfio-pci", "vfio-pci-core,vfio");
        module("drivers/vfio/pci/vfio-pci-core", "vfio,irqbypass");
        module("drivers/vfio/vfio", "");
        module("virt/lib/irqbypass", "");

        assertThat(new KernelModules(folder).load(List.of("vfio_pci")).sequencedKeySet())
                .containsExactly("vfio", "irqbypass", "vfio_pci_core", "vfio_pci");
    }

    @Test
    void modulesAreUnpacked() throws IOException {
        byte[] content = module("drivers/uio/uio", "");

        assertThat(new KernelModules(folder).load(List.of("uio")).get("uio")).isEqualTo(content);
    }

    @Test
    void aModuleThatIsMissingIsNamed() throws IOException {
        module("drivers/uio/uio", "absent");

        assertThatThrownBy(() -> new KernelModules(folder).load(List.of("uio")))
                .isInstanceOf(GuestException.class)
                .hasMessage("the guest's kernel has no module absent (it may be built in)");
    }

    private byte[] module(String path, String dependencies) throws IOException {
        byte[] content =
                ("\u007fELF\0license=GPL\0depends=" + dependencies + "\0retpoline=Y\0")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Path file = folder.resolve(path + ".ko.xz");
        Files.createDirectories(file.resolveSibling("."));
        try (OutputStream packed =
                new XZOutputStream(Files.newOutputStream(file), new LZMA2Options(0))) {
            packed.write(content);
        }
        return content;
    }
}
