package dev.barista.peers;

import dev.barista.benchmarks.Environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Measures, and writes {@code peers.json} and {@code peers.md}.
 *
 * <p>Arguments: the folder with libvfio-user's tarball and {@code lvu_regdev.c}, and the folder for
 * the results. Exit codes: 0, or 2 for wrong arguments.
 */
final class ComparePeers {
    private static final int TURNS = 5;

    private ComparePeers() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2 || !Files.isDirectory(Path.of(arguments[0]))) {
            System.err.println(
                    "-Dpeers.folder= has to name the folder with libvfio-user-*.tar.gz and"
                            + " lvu_regdev.c; see benchmarks/README.md");
            System.exit(2);
        }
        Path peers = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("barista-peers");
        try {
            NativePrograms programs = NativePrograms.compile(peers, folder);
            Results results =
                    new Results(
                            Environment.here(),
                            NativePrograms.tarball(peers).getFileName().toString());
            new ClientTurns(programs, folder, results).run(TURNS);
            new GuestTurns(programs, folder, results).run(TURNS);
            results.writeTo(Path.of(arguments[1]));
            results.comparisons().forEach(each -> System.out.println(each.row()));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
