package dev.barista.benchmarks;

import dev.barista.standins.StandInLibraries;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What is measured together: the benchmarks of a package. */
enum Suite {
    DISPATCH,
    RING,
    MEMORY,
    MESSAGES,
    INTERRUPTS,
    HYPERV;

    /** The first JDK that prints four lines about JMH's use of Unsafe in each fork. */
    private static final int JDK_THAT_WARNS = 24;

    /** Where the stand-ins are; and under Wine, where random numbers come from. */
    private static final List<String> INHERITED =
            List.of(StandInLibraries.FOLDER, "java.security.properties");

    /** How people write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Suite> labelled(String label) {
        return Arrays.stream(values()).filter(suite -> suite.label().equals(label)).findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(Suite::label).collect(Collectors.joining(", "));
    }

    /**
     * One fork of each: see {@link MeasureSuite}. Many short iterations, as their median does not
     * mind what else the machine does now and then.
     *
     * @param wanted a regular expression of the benchmarks in the suite; all if it is empty
     */
    ChainedOptionsBuilder options(String wanted) {
        String prefix = "\\Q" + Suite.class.getPackageName() + "." + label() + ".\\E";
        return common().include(prefix + "(" + wanted + ")")
                .forks(1)
                .warmupIterations(10)
                .warmupTime(TimeValue.milliseconds(100))
                .measurementIterations(10)
                .measurementTime(TimeValue.milliseconds(100));
    }

    /** What all measurements have in common. */
    static ChainedOptionsBuilder common() {
        return new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                // The fork's own: a coverage agent of ours would be measured with the rest.
                .jvmArgs(jvmArguments().toArray(String[]::new));
    }

    private static List<String> jvmArguments() {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= JDK_THAT_WARNS) {
            arguments.add("--sun-misc-unsafe-memory-access=allow");
        }
        INHERITED.stream()
                .filter(property -> System.getProperty(property) != null)
                .map(property -> "-D" + property + "=" + System.getProperty(property))
                .forEach(arguments::add);
        return arguments;
    }
}
