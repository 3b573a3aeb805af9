package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** The kit from the real archive, through the host's own apt. */
class GuestKitGuestTest {
    private static final String CACHE = "barista.cache";
    private static final String MIRROR = "barista.mirror";

    @TempDir Path folder;

    @BeforeEach
    void haveTheKit() throws Exception {
        RequiredKit.fetch();
    }

    @AfterEach
    void restore() {
        System.clearProperty(CACHE);
        System.clearProperty(MIRROR);
    }

    @Test
    void aFetchedKitNeedsNoNetwork() throws Exception {
        System.setProperty(MIRROR, "http://127.0.0.1:9/debian");

        GuestKit kit =
                GuestKit.fetch(
                        (stage, done, total) -> {
                            throw new AssertionError("nothing is to be fetched");
                        });

        assertThat(kit.kernel()).isRegularFile();
        assertThat(GuestKit.cached()).isPresent();
    }

    @Test
    void anArchiveOutOfReachIsNamedWithTheNextStepAndNothingIsLeft() throws Exception {
        System.setProperty(CACHE, folder.toString());
        System.setProperty(MIRROR, "http://127.0.0.1:9/debian");

        assertThatThrownBy(() -> GuestKit.fetch(FetchListener.SILENT))
                .isInstanceOf(GuestException.class)
                .hasMessageStartingWith(
                        "can't read Debian's package index at http://127.0.0.1:9/debian: check the"
                                + " network, or choose another Debian mirror by BARISTA_MIRROR");
        assertThat(GuestKit.cached()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**/guest-*");
    }

    @Test
    void aHostWithoutDebiansKeysGetsThemFromItsOwnArchive() throws Exception {
        Path absent = folder.resolve("absent.gpg");

        DebianArchive archive = DebianArchive.open(folder, DebianArchive.mirror(folder), absent);

        assertThat(archive.dependency("linux-image-cloud-amd64")).startsWith("linux-image-");
    }

    @Test
    void aHostWhoseKeysAreTooOldGetsNewOnesFromItsOwnArchive() throws Exception {
        Path old = Files.createFile(folder.resolve("old.gpg"));

        DebianArchive archive =
                DebianArchive.open(
                        // apt's configuration has a syntax of its own for names like this.
                        Files.createDirectory(folder.resolve("a b")),
                        DebianArchive.mirror(folder),
                        old);

        assertThat(archive.dependency("linux-image-cloud-amd64")).startsWith("linux-image-");
    }
}
