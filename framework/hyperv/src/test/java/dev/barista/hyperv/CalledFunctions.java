package dev.barista.hyperv;

import dev.barista.hyperv.ffi.Export;
import dev.barista.standins.StandInSuite;
import dev.barista.standins.SuiteReport;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes down which functions the tests of a {@link StandInSuite} have called, when all have run.
 */
@SuppressWarnings("exports") // of a test class, which no module exports
public final class CalledFunctions implements TestExecutionListener {
    private static final String FILE = "functions.txt";

    /** For JUnit. */
    public CalledFunctions() {}

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String reports = System.getProperty(StandInSuite.REPORTS);
        if (reports == null) {
            return;
        }
        List<String> called =
                HyperVFunction.bound().stream().filter(Export::isInUse).map(Export::name).toList();
        try {
            Files.write(Path.of(reports, FILE), called);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a suite has written down. */
    static Set<String> of(SuiteReport report) throws IOException {
        return new TreeSet<>(Files.readAllLines(report.folder().resolve(FILE)));
    }
}
