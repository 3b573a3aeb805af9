package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.hyperv.ffi.Export;
import dev.barista.standins.StandInSuite;
import dev.barista.standins.SuiteReport;
import dev.barista.standins.WineJvm;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The tests of this module that need Hyper-V's libraries, on both kinds of stand-ins. */
class HyperVWineTest {
    private static final Path TABLE =
            Path.of("src/test/resources/dev/barista/hyperv/ffi/tested-functions.tsv");

    @Test
    void theSameTestsPassOnThisMachineAndOnAWindowsJvm() throws Exception {
        StandInSuite suite = new StandInSuite(Path.of("target", "test-classes"));
        SuiteReport windows;
        try (WineJvm wine = WineJvm.open()) {
            windows = suite.runOn(wine);
        }
        SuiteReport here = suite.runHere();
        System.out.println(here.summary());
        System.out.println(windows.summary());

        assertThat(windows.notPassed()).isEmpty();
        assertThat(here.notPassed()).isEmpty();
        assertThat(windows.testsByClass()).isEqualTo(here.testsByClass()).isNotEmpty();
        String called = called(CalledFunctions.of(here), CalledFunctions.of(windows));
        if (Boolean.getBoolean("barista.update")) {
            Files.writeString(TABLE, called);
        }
        assertThat(TABLE)
                .as("tested-functions.tsv; run with -Dbarista.update=true")
                .content()
                .isEqualTo(called);
    }

    private static String called(Set<String> here, Set<String> windows) {
        return HyperVFunction.bound().stream()
                .map(Export::name)
                .map(name -> row(name, here.contains(name), windows.contains(name)))
                .collect(
                        Collectors.joining(
                                "",
                                "# function, called on ELF, called under Wine: what the runs of"
                                        + " HyperVWineTest have shown\n",
                                ""));
    }

    private static String row(String function, boolean here, boolean windows) {
        return "%s\t%s\t%s\n".formatted(function, here ? "yes" : "no", windows ? "yes" : "no");
    }
}
