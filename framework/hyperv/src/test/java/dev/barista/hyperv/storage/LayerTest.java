package dev.barista.hyperv.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@StandInTest
class LayerTest {
    private static final String NO_PARENTS = "{\"Layers\":[]}";

    @TempDir Path folder;

    @Test
    void aLayerIsImportedExportedAndDestroyed() throws IOException {
        Path source = Files.createDirectory(folder.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        Layer layer = new Layer(folder.resolve("layer"));

        layer.importFrom(source, NO_PARENTS);
        layer.exportTo(folder.resolve("out"), NO_PARENTS, "{}");
        layer.destroy();

        assertThat(folder.resolve("out/file")).hasContent("content");
        assertThat(folder.resolve("layer")).doesNotExist();
    }

    @Test
    void aDiskIsFormattedAndKnowsItsPath() throws IOException {
        Path file = Files.createFile(folder.resolve("disk.vhdx"));

        try (Disk disk = Disk.open(file)) {
            disk.format();

            assertThat(disk.mountPath()).contains("disk.vhdx");
        }
    }

    @Test
    void aDiskThatIsNotThereIsAnError() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Disk.open(folder.resolve("none.vhdx")))
                .withMessageContaining("none.vhdx")
                .withMessageContaining("ERROR_FILE_NOT_FOUND");
    }

    @Test
    void aNumberThatIsNoHandleIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Disk.adopt(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Disk.adopt(-1));
    }

    @Test
    void aForeignHandleIsTheServicesError() {
        try (Disk disk = Disk.adopt(0x1234_5678)) {
            assertThatExceptionOfType(HyperVException.class)
                    .isThrownBy(disk::format)
                    .withMessageContaining("ERROR_INVALID_HANDLE");
        }
    }

    @Test
    void aLayerThatIsNotThereIsAnError() {
        Layer layer = new Layer(folder.resolve("none"));

        assertThatExceptionOfType(HyperVException.class)
                .isThrownBy(layer::destroy)
                .withMessageContaining("ERROR_PATH_NOT_FOUND");
    }
}
