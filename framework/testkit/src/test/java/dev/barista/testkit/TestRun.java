package dev.barista.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import java.util.Map;
import java.util.TreeMap;

/** Runs tests inside a test. */
final class TestRun {
    private TestRun() {}

    /** The tests of a class that fail, by name, with what they throw. */
    static Map<String, Throwable> failures(Class<?> tests) {
        EngineExecutionResults results = run(tests);
        if (results.testEvents().started().count() == 0) {
            throw new AssertionError("no test of " + tests + " has run");
        }
        Map<String, Throwable> failures = new TreeMap<>();
        results.testEvents().failed().stream()
                .forEach(event -> failures.put(name(event), thrown(event)));
        return failures;
    }

    /** What keeps a class's tests from being run at all. */
    static Throwable containerFailure(Class<?> tests) {
        return run(tests).containerEvents().failed().stream()
                .map(TestRun::thrown)
                .findFirst()
                .orElseThrow();
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static Throwable thrown(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
    }
}
