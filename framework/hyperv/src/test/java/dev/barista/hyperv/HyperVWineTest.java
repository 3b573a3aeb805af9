package dev.barista.hyperv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.standins.StandInSuite;
import dev.barista.standins.SuiteReport;
import dev.barista.standins.WineJvm;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** The tests of this module that need Hyper-V's libraries, on both kinds of stand-ins. */
class HyperVWineTest {
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
    }
}
