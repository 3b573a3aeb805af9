package dev.barista.standins;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tests of a module that are marked with {@link StandInTest}, run by JUnit's console launcher
 * in a JVM of their own: one of this machine, or a Windows JVM under Wine. The same class path, the
 * same selection.
 */
public final class StandInSuite {
    /** The property by which the tests' JVM learns the folder of reports. */
    public static final String REPORTS = "barista.standins.reports";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path testClasses;

    /**
     * @param testClasses the folder of the module's compiled tests
     */
    public StandInSuite(Path testClasses) {
        this.testClasses = testClasses.toAbsolutePath();
    }

    /** Runs the tests on this machine's JVM, against the ELF files. */
    public SuiteReport runHere() throws IOException, InterruptedException {
        Path reports = reports("elf");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(
                arguments(Path::toString, File.pathSeparator, StandInLibraries.folder(), reports));
        Path log = reports.resolve("console.log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("the tests don't end: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return SuiteReport.read("ELF, this machine's JVM", reports, Files.readString(log));
    }

    /** Runs the tests on a Windows JVM, against the DLLs. */
    public SuiteReport runOn(WineJvm wine) throws IOException, InterruptedException {
        Path reports = reports("dll");
        WineJvm.Result result =
                wine.java(
                        LIMIT,
                        arguments(
                                WineJvm::windowsPath,
                                ";",
                                StandInLibraries.folderForWindows(),
                                reports));
        return SuiteReport.read("DLL, Windows JVM under Wine", reports, result.output());
    }

    private Path reports(String side) throws IOException {
        Path folder = testClasses.resolveSibling("stand-in-reports").resolve(side);
        FileTree.delete(folder);
        return Files.createDirectories(folder);
    }

    private List<String> arguments(
            Function<Path, String> name, String separator, Path libraries, Path reports) {
        List<String> places = classPath().stream().map(name).toList();
        return List.of(
                "-D%s=%s".formatted(StandInLibraries.FOLDER, name.apply(libraries)),
                "-D%s=%s".formatted(REPORTS, name.apply(reports)),
                // What is missing on one side must not be skipped there: the counts would differ.
                "-Dbarista.require=all",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(separator, places),
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=none",
                "--scan-classpath=" + name.apply(testClasses),
                "--include-tag=" + StandInTest.TAG,
                "--reports-dir=" + name.apply(reports));
    }

    /** All that this JVM finds classes in, modules included. */
    private Set<Path> classPath() {
        Set<Path> places = new LinkedHashSet<>();
        places.add(testClasses);
        Stream.of("surefire.test.class.path", "jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath())
                .forEach(places::add);
        return places;
    }
}
