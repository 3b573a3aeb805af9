package dev.barista.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ReportTest {
    private static final Map<String, String> NONE = Map.of();

    @Test
    void aFigureIsSetAgainstTheBaselineOfItsClass() {
        List<Figure> figures =
                report(
                        figure("Reads.generated", NONE, 2, true),
                        figure("Reads.fluent", NONE, 9, false),
                        figure("Writes.generated", NONE, 4, true),
                        figure("Writes.fluent", NONE, 6, false));

        assertThat(figures).extracting(Figure::ratio).containsExactly(1.0, 4.5, 1.0, 1.5);
    }

    @Test
    void aFigureIsSetAgainstTheBaselineWithItsParameters() {
        List<Figure> figures =
                report(
                        figure("Copies.segment", Map.of("size", "64"), 2, true),
                        figure("Copies.segment", Map.of("size", "4096"), 100, true),
                        figure("Copies.read", Map.of("size", "4096"), 150, false));

        assertThat(figures).last().extracting(Figure::ratio).isEqualTo(1.5);
    }

    @Test
    void aBaselineWithoutParametersIsThatOfAll() {
        List<Figure> figures =
                report(
                        figure("HandOver.baton", NONE, 10, true),
                        figure("HandOver.thread", Map.of("waiting", "BLOCKING"), 9000, false));

        assertThat(figures).last().extracting(Figure::ratio).isEqualTo(900.0);
    }

    @Test
    void aFigureWithoutBaselineHasNoRatio() {
        assertThat(report(figure("Reads.fluent", NONE, 9, false)))
                .singleElement()
                .extracting(Figure::ratio)
                .isNull();
    }

    @Test
    void theFileSaysWhereTheFiguresCameOutOf(@TempDir Path folder) {
        Path file = folder.resolve("memory.json");

        new Report("memory", Environment.here(), report(figure("A.b", NONE, 9, true)))
                .writeTo(file);

        JsonNode written = JsonMapper.shared().readTree(file);
        assertThat(written.at("/suite").asString()).isEqualTo("memory");
        assertThat(written.at("/environment/jdk").asString())
                .contains(System.getProperty("java.runtime.version"));
        assertThat(written.at("/environment/cpus").asInt()).isPositive();
        assertThat(written.at("/figures/0/nanoseconds").asDouble()).isEqualTo(9);
    }

    private static List<Figure> report(Figure... figures) {
        return Report.of(Suite.MEMORY, Environment.here(), List.of(figures)).figures();
    }

    private static Figure figure(
            String benchmark, Map<String, String> parameters, double median, boolean baseline) {
        return new Figure(benchmark, parameters, 1, 10, median, median, median, 0, baseline, null);
    }
}
