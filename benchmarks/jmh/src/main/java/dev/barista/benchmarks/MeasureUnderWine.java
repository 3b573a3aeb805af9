package dev.barista.benchmarks;

import dev.barista.standins.StandInLibraries;
import dev.barista.standins.WineJvm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures a suite on a Windows JVM under Wine, with the DLLs of the stand-ins: {@link
 * MeasureSuite} with the same arguments, whose file goes to a folder {@code wine} of the one that
 * is given. The property {@value WineJvm#RUNTIME} names the Java runtime.
 *
 * <p>Exit codes: those of {@link MeasureSuite}.
 */
public final class MeasureUnderWine {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private MeasureUnderWine() {}

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            System.err.println("a suite and a folder are needed");
            System.exit(2);
        }
        Path results = Files.createDirectories(Path.of(arguments[1], "wine"));
        Environment environment = Environment.here();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "--enable-native-access=ALL-UNNAMED",
                                // Or JMH asks for it, by a function that Wine has not.
                                "-Djmh.link.address=127.0.0.1",
                                "-D%s=%s".formatted(Environment.LOAD, environment.load()),
                                "-D%s=%s".formatted(Environment.COMMIT, environment.commit()),
                                StandInLibraries.optionForWindows(),
                                "-classpath",
                                classPath(),
                                MeasureSuite.class.getName(),
                                arguments[0],
                                WineJvm.windowsPath(results)));
        command.addAll(List.of(arguments).subList(2, arguments.length));
        WineJvm.Result result;
        try (WineJvm wine = WineJvm.open()) {
            result = wine.java(LIMIT, command);
        }
        System.out.println(result.output());
        if (result.exitCode() != 0) {
            System.exit(result.exitCode());
        }
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(place -> WineJvm.windowsPath(Path.of(place)))
                .collect(Collectors.joining(";"));
    }
}
