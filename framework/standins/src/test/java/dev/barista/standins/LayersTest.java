package dev.barista.standins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/** Layers and disks are folders and files. */
@StandInTest
class LayersTest {
    private static final String NO_PARENTS = "{\"Layers\":[]}";
    private static final int GENERIC_ALL = 0x10000000;
    private static final int OPEN_EXISTING = 3;

    @TempDir Path folder;

    private final Functions storage;

    LayersTest(StandIns standIns) {
        storage = new Functions(standIns.folder(), "computestorage.dll");
    }

    @AfterEach
    void close() {
        storage.close();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aLayerIsImportedExportedAndDestroyed() throws IOException {
        Files.createDirectories(folder.resolve("download/Files"));
        Files.writeString(folder.resolve("download/Files/a.txt"), "arabica");

        assertThat(storage.call("HcsImportLayer", path("layer"), path("download"), NO_PARENTS))
                .isZero();
        assertThat(storage.call("HcsExportLayer", path("layer"), path("out"), NO_PARENTS, "{}"))
                .isZero();
        assertThat(storage.call("HcsDestroyLayer", path("layer"))).isZero();

        assertThat(folder.resolve("out/Files/a.txt")).hasContent("arabica");
        assertThat(folder.resolve("layer")).doesNotExist();
    }

    @Test
    void anAttachedLayerIsInUse() throws IOException {
        Files.createDirectory(folder.resolve("layer"));
        storage.call("HcsInitializeWritableLayer", path("layer"), NO_PARENTS, null);

        assertThat(storage.call("HcsAttachLayerStorageFilter", path("layer"), NO_PARENTS)).isZero();
        assertThat(storage.call("HcsDestroyLayer", path("layer"))).isEqualTo(0x80070020);
        assertThat(storage.call("HcsDetachLayerStorageFilter", path("layer"))).isZero();
        assertThat(storage.call("HcsDetachLayerStorageFilter", path("layer")))
                .isEqualTo(0x80070490);
        assertThat(storage.call("HcsDestroyLayer", path("layer"))).isZero();
    }

    @Test
    void badFoldersAndDocumentsAreRefused() throws IOException {
        Files.createDirectory(folder.resolve("layer"));
        String missingParent = "{\"Layers\":[{\"Path\":\"nowhere\"}]}";

        assertThat(storage.call("HcsDestroyLayer", path("none"))).isEqualTo(0x80070003);
        assertThat(storage.call("HcsAttachLayerStorageFilter", path("layer"), "{"))
                .isEqualTo(0x8007000D);
        assertThat(storage.call("HcsAttachLayerStorageFilter", path("layer"), missingParent))
                .isEqualTo(0x80070003);
        assertThat(storage.call("HcsInitializeWritableLayer", path("layer"), NO_PARENTS, "{}"))
                .isEqualTo(0x80070057);
    }

    @Test
    void aDiskIsFormattedThroughItsHandleAndHasAPath() throws IOException {
        Path disk = Files.createFile(folder.resolve("disk.vhdx"));
        MemorySegment handle =
                storage.handle(
                        "CreateFileW",
                        disk.toString(),
                        GENERIC_ALL,
                        0,
                        null,
                        OPEN_EXISTING,
                        0x80,
                        null);
        MemorySegment path = storage.slot();

        assertThat(storage.call("HcsFormatWritableLayerVhd", handle)).isZero();
        assertThat(storage.call("HcsGetLayerVhdMountPath", handle, path)).isZero();
        assertThat(storage.takeLocal(path)).endsWith("disk.vhdx");
        assertThat(storage.call("CloseHandle", handle)).isEqualTo(1);
        assertThat(storage.call("HcsFormatWritableLayerVhd", handle)).isEqualTo(0x80070006);
        assertThat(disk).content().startsWith("stand-in");
    }
}
