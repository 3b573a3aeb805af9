package dev.barista.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.standins.StandInLibraries;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.util.Collection;

class HotPathsTest {
    @BeforeAll
    static void shareTheMachine() {
        // JMH's lock keeps figures apart; nothing is timed here.
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dispatch.RegisterFileReads.generated",
                "dispatch.RegisterFileWrites.generated",
                "ring.PortReads.read32",
                "ring.PortReads.read",
                "ring.PortReads.config",
                "ring.PortWrites.post",
                "memory.TypedReads.alternatingRegions",
                "memory.TypedWrites.sameRegion",
                "memory.Copies.read",
                "messages.Parsing.flyweights",
                "interrupts.MsiSignals.signallingWrite"
            })
    void aHotPathAllocatesNothing(String benchmark) throws RunnerException {
        assertThat(bytesPerOperation(benchmark)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hyperv.RegisterIntercepts.read",
                "hyperv.RegisterIntercepts.write",
                "hyperv.ApertureReads.alternatingApertures",
                "hyperv.ApertureCopies.write"
            })
    void aHotPathOnHyperVAllocatesNothing(String benchmark) throws Exception {
        StandInLibraries.folder(); // ends the test where no compiler makes them

        assertThat(bytesPerOperation(benchmark)).isLessThan(1);
    }

    @Test
    void aDesignThatAllocatesIsFoundOut() throws RunnerException {
        assertThat(bytesPerOperation("dispatch.EduWrites.records")).isGreaterThan(4);
    }

    private static double bytesPerOperation(String benchmark) throws RunnerException {
        Collection<RunResult> runs =
                new Runner(
                                Suite.common()
                                        .include("\\Q" + benchmark + "\\E$")
                                        .param("registers", "ANY")
                                        .param("size", "4096")
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.milliseconds(100))
                                        .measurementIterations(4)
                                        .measurementTime(TimeValue.milliseconds(100))
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .run();
        assertThat(runs).hasSize(1);
        // Code that is not compiled yet allocates what compiled code does not: the least counts.
        return Figure.allocatedBytes(runs.iterator().next()).getMin();
    }
}
