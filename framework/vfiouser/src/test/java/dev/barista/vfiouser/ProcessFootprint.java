package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.NativeHeap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process has of the system, as the system sees it.
 *
 * @param files open descriptors
 * @param mappings lines of its memory map
 * @param bytes in use of {@code malloc}
 */
record ProcessFootprint(int files, int mappings, long bytes) {
    // What a Java runtime may take for itself meanwhile.
    private static final int FILES_OF_NOISE = 20;
    private static final int MAPPINGS_OF_NOISE = 200;
    private static final long BYTES_OF_NOISE = 16L << 20;

    /** The footprint when what nobody uses any more has gone. */
    static ProcessFootprint settled() throws IOException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc(); // memory of automatic arenas goes with their owners
            Thread.sleep(50);
            least = Math.min(least, NativeHeap.bytesInUse());
        }
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return new ProcessFootprint((int) files.count(), mappings("").size(), least);
        }
    }

    /** The mappings whose line contains a text. */
    static List<String> mappings(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(name))
                .toList();
    }

    /** Checks that this is no more than an earlier one, but for noise. */
    void isNoMoreThan(ProcessFootprint before) {
        assertThat(files)
                .as("descriptors of the process")
                .isLessThan(before.files + FILES_OF_NOISE);
        assertThat(mappings)
                .as("mappings of the process")
                .isLessThan(before.mappings + MAPPINGS_OF_NOISE);
        assertThat(bytes - before.bytes).as("growth of malloc").isLessThan(BYTES_OF_NOISE);
    }
}
