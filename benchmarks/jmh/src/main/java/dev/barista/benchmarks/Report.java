package dev.barista.benchmarks;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a suite came to, and where.
 *
 * @param suite its label
 * @param environment of the measurement
 * @param figures one for each benchmark and parameter
 */
record Report(String suite, Environment environment, List<Figure> figures) {

    /** Sets each figure against the {@link Baseline} of its class. */
    static Report of(Suite suite, Environment environment, List<Figure> figures) {
        return new Report(
                suite.label(),
                environment,
                figures.stream().map(figure -> figure.among(figures)).toList());
    }

    /** Writes all of it as JSON. */
    void writeTo(Path file) {
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(file, this);
    }

    /** The figures for people. */
    String table() {
        String rows = figures.stream().map(Report::row).collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "%-44s %10s %19s %8s %7s%n",
                        suite,
                        "ns/op",
                        "fastest..slowest",
                        "B/op",
                        "ratio")
                + rows;
    }

    private static String row(Figure figure) {
        String name = figure.benchmark();
        if (!figure.parameters().isEmpty()) {
            name += " " + String.join(" ", figure.parameters().values());
        }
        return String.format(
                Locale.ROOT,
                "%-44s %10.2f %19s %8.2f %7s%n",
                name,
                figure.nanoseconds(),
                String.format(Locale.ROOT, "%.2f..%.2f", figure.fastest(), figure.slowest()),
                figure.allocatedBytes(),
                figure.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratio()));
    }
}
