package dev.barista.launcher.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.qemu.FetchListener.Stage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class FetchProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final FetchProgress progress =
            new FetchProgress(new PrintStream(shown, true, StandardCharsets.UTF_8));

    @Test
    void drawsABarOverTheLineBefore() {
        progress.progress(Stage.DOWNLOAD, 0, 75_000_000);
        progress.progress(Stage.DOWNLOAD, 37_500_000, 75_000_000);

        assertThat(shown())
                .endsWith("\rdownloading  [###############               ]  37 of 75 MB");
    }

    @Test
    void printsNothingTwice() {
        progress.progress(Stage.DOWNLOAD, 100, 75_000_000);
        String once = shown();
        progress.progress(Stage.DOWNLOAD, 200, 75_000_000);

        assertThat(shown()).isEqualTo(once);
    }

    @Test
    void coversWhatALongerLineLeft() {
        progress.progress(Stage.UNPACK, 1, 100);
        progress.progress(Stage.INDEX, 0, 1);

        assertThat(shown()).endsWith("\rreading the package index" + " ".repeat(40));
    }

    @Test
    void endsTheLineAtTheEnd() {
        progress.progress(Stage.UNPACK, 3, 3);

        assertThat(shown()).endsWith("3 of 3 packages" + System.lineSeparator());
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
