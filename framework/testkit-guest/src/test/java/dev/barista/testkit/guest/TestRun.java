package dev.barista.testkit.guest;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import java.util.Map;
import java.util.TreeMap;

/** Tests that have been run inside a test. */
record TestRun(EngineExecutionResults results) {
    static TestRun of(Class<?> tests) {
        return new TestRun(
                EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute());
    }

    /** How many tests were started. */
    long started() {
        return results.testEvents().started().count();
    }

    /** The tests that failed, by name, with what they threw. */
    Map<String, Throwable> failures() {
        Map<String, Throwable> failures = new TreeMap<>();
        results.testEvents().failed().stream()
                .forEach(event -> failures.put(name(event), thrown(event)));
        return failures;
    }

    /** What failed the class as a whole. */
    Throwable classFailure() {
        return results.containerEvents().failed().stream()
                .map(TestRun::thrown)
                .findFirst()
                .orElseThrow();
    }

    /** Why the class as a whole was skipped. */
    Throwable classSkipped() {
        return results.containerEvents().aborted().stream()
                .map(TestRun::thrown)
                .findFirst()
                .orElseThrow();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    }
}
