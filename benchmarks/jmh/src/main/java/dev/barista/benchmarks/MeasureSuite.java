package dev.barista.benchmarks;

import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a suite in several rounds, writes {@code <suite>.json} and prints the ratios.
 *
 * <p>Arguments: the suite, the folder for the file, and perhaps a regular expression of the
 * benchmarks that are wanted. Exit codes: 0, or 2 for wrong arguments.
 */
public final class MeasureSuite {
    /**
     * As the same code is not compiled the same twice. All benchmarks have their fork in each
     * round: a machine that is slower for some seconds would else be so for one of them only.
     */
    private static final int ROUNDS = 5;

    private MeasureSuite() {}

    /** See the class. */
    public static void main(String[] arguments) throws RunnerException, IOException {
        Optional<Suite> suite =
                arguments.length == 2 || arguments.length == 3
                        ? Suite.labelled(arguments[0])
                        : Optional.empty();
        if (suite.isEmpty()) {
            System.err.println("which suite? -Dsuite= one of: " + Suite.labels());
            System.exit(2);
        }
        String wanted = arguments.length == 3 ? arguments[2] : "";
        measure(suite.orElseThrow(), wanted, Path.of(arguments[1]));
    }

    private static void measure(Suite suite, String wanted, Path folder)
            throws RunnerException, IOException {
        Environment environment = Environment.here();
        Map<String, List<BenchmarkResult>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (RunResult run : new Runner(suite.options(wanted).build()).run()) {
                rounds.computeIfAbsent(run.getParams().id(), id -> new ArrayList<>())
                        .addAll(run.getBenchmarkResults());
            }
        }
        List<Figure> figures =
                rounds.values().stream()
                        .map(forks -> new RunResult(forks.getFirst().getParams(), forks))
                        .map(Figure::of)
                        .toList();
        Report report = Report.of(suite, environment, figures);
        Files.createDirectories(folder);
        Path file = folder.resolve(suite.label() + ".json");
        report.writeTo(file);
        System.out.println(report.table());
        System.out.println("written to " + file.normalize());
    }
}
