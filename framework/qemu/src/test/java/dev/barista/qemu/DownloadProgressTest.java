package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class DownloadProgressTest {
    private final List<String> told = new ArrayList<>();
    private final DownloadProgress progress =
            new DownloadProgress(
                    (stage, done, total) -> told.add(stage + " " + done + "/" + total));

    @Test
    void itRunsFromZeroToTheTotal() {
        progress.start(10);
        progress.advance(4);
        progress.finish();

        assertThat(told).containsExactly("DOWNLOAD 0/10", "DOWNLOAD 4/10", "DOWNLOAD 10/10");
    }

    @Test
    void itNeverFallsAndNeverExceedsTheTotal() {
        progress.start(10);
        progress.advance(6);
        progress.advance(3);
        progress.advance(12);
        progress.finish();

        assertThat(told).containsExactly("DOWNLOAD 0/10", "DOWNLOAD 6/10", "DOWNLOAD 10/10");
    }
}
