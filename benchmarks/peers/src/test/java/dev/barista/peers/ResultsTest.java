package dev.barista.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.benchmarks.Environment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;

class ResultsTest {
    private final Results results = new Results(Environment.here(), "libvfio-user-0.tar.gz");

    @Test
    void theFirstServerIsTheBaselineOfItsPlaceAndAccess() {
        results.add("guest", "readl", "theirs", new Sample(10, 20, 30, 9));
        results.add("guest", "readl", "ours", new Sample(5, 20, 30, 9));
        results.add("guest", "writel", "theirs", new Sample(2, 2, 2, 2));

        assertThat(results.comparisons())
                .extracting(Comparison::ratio)
                .containsExactly(null, 0.5, null);
    }

    @Test
    void aNumberIsTheMedianOfTheTurns() {
        results.add("guest", "readl", "theirs", new Sample(10, 20, 30, 9));
        results.add("guest", "readl", "theirs", new Sample(900, 25, 31, 9));
        results.add("guest", "readl", "theirs", new Sample(12, 22, 32, 9));

        assertThat(results.comparisons())
                .singleElement()
                .extracting(Comparison::median)
                .isEqualTo(new Sample(12, 22, 31, 9));
    }

    @Test
    void writesThatAreNotTimedOneByOneAreComparedInARow() {
        results.add("one core", "posted write", "theirs", new Sample(-1, -1, -1, 1000));
        results.add("one core", "posted write", "ours", new Sample(-1, -1, -1, 800));

        assertThat(results.comparisons()).last().extracting(Comparison::ratio).isEqualTo(0.8);
    }

    @Test
    void thePageAndTheFileHaveTheEnvironmentAndEveryComparison(@TempDir Path folder)
            throws Exception {
        results.add("guest", "readl", "theirs", new Sample(10_000, 20_000, 30_000, 9000));

        results.writeTo(folder);

        JsonNode written = JsonMapper.shared().readTree(folder.resolve("peers.json"));
        assertThat(written.at("/environment/cpus").asInt()).isPositive();
        assertThat(written.at("/comparisons/0/turns/0/p99").asDouble()).isEqualTo(20_000);
        assertThat(Files.readString(folder.resolve("peers.md")))
                .contains("| guest | readl | theirs | 10.00 | 20.00 | 30.00 | 9.00 | 1 |");
    }
}
