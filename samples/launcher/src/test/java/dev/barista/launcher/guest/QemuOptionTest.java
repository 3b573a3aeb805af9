package dev.barista.launcher.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;

class QemuOptionTest {
    @Test
    void namesTheDriverAndTheSocket() {
        assertThat(QemuOption.vfioUserDevice(Path.of("/run/edu.sock")))
                .isEqualTo(
                        "{\"driver\":\"vfio-user-pci\","
                                + "\"socket\":{\"type\":\"unix\",\"path\":\"/run/edu.sock\"}}");
    }

    @Test
    void isJsonWhateverThePath() {
        Path odd = Path.of("/tmp/a \"b\" \\c\t'd'");

        String option = QemuOption.vfioUserDevice(odd);

        assertThat(JsonMapper.shared().readTree(option).at("/socket/path").asString())
                .isEqualTo(odd.toString());
    }

    @Test
    void isOneWordOfAShellWhenQuoted() throws Exception {
        String text = "it's \"$HOME\" \\";

        Process shell =
                new ProcessBuilder("sh", "-c", "printf %s " + QemuOption.quoted(text)).start();

        assertThat(shell.getInputStream()).hasContent(text);
    }
}
