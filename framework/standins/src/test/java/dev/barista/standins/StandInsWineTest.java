package dev.barista.standins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class StandInsWineTest {
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
