package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/** What is refused; what is served is the process test's. */
class ServeCommandTest {
    @TempDir Path folder;

    @Test
    void everyDeviceNeedsASocket() {
        Invocation serve =
                Invocation.of("serve", "edu", "edu", "--socket", folder.resolve("s").toString());

        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.err().lines())
                .singleElement()
                .asString()
                .contains("2 device(s) and 1 socket(s)", "--socket-dir");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void socketsAndAFolderForThemExcludeEachOther() {
        Invocation serve =
                Invocation.of(
                        "serve",
                        "edu",
                        "--socket",
                        folder.resolve("s").toString(),
                        "--socket-dir",
                        folder.toString());

        assertThat(serve.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "0", "-1", "1ms", "99999999999"})
    void waysToWaitThatAreNoneAreRefusedWithThoseThatAre(String way) {
        Invocation serve =
                Invocation.of("serve", "edu", "--socket-dir", folder.toString(), "--wait", way);

        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(serve.err().lines())
                .singleElement()
                .asString()
                .contains("'" + way + "'", "block, spin", "microseconds");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Invocation serve =
                Invocation.of("serve", "edu", "--socket", folder.resolve("no/s").toString());

        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.err().lines())
                .singleElement()
                .asString()
                .contains(folder.resolve("no").toString(), "create it");
    }

    @Test
    void aFileThatIsNoSocketStaysAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");

        Invocation serve = Invocation.of("serve", "edu", "--socket", file.toString());

        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.err().lines()).singleElement().asString().contains("is no socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void ofTwoDevicesNoneIsServedIfOneCanNotBe() {
        Path socket = folder.resolve("s");

        Invocation serve =
                Invocation.of(
                        "serve",
                        "edu",
                        "edu,dma_mask=x",
                        "--socket",
                        socket.toString(),
                        "--socket",
                        folder.resolve("t").toString());

        assertThat(serve.exitCode()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void supervisingNeedsAProgramThatCanStartItselfAgain() {
        Invocation serve =
                Invocation.of(
                        "serve", "--supervise", "edu", "--socket", folder.resolve("s").toString());

        assertThat(serve.exitCode()).isEqualTo(1);
        assertThat(serve.err().lines())
                .singleElement()
                .asString()
                .contains("serve without --supervise");
        assertThat(folder).isEmptyDirectory();
    }
}
