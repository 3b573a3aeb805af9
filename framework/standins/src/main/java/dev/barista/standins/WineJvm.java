package dev.barista.standins;

import dev.barista.testkit.RequiredParts;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Windows JVM under Wine, with a Windows folder of its own. Closing it ends all that runs in
 * there and deletes the folder. For one thread.
 */
public final class WineJvm implements AutoCloseable {
    /** The system property that names the folder of a Java runtime for Windows. */
    public static final String RUNTIME = "barista.windows.runtime";

    private static final Duration SET_UP = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(30);

    /** Where Debian has it, which keeps it off the path. */
    private static final String DEBIANS_FOLDER = "/usr/lib/wine";

    private final Path wine;
    private final Path server;
    private final Path runtime;
    private final Path folder;

    /** What a command has printed, and how it ended. */
    public record Result(int exitCode, String output) {}

    private WineJvm(Path wine, Path server, Path runtime, Path folder) {
        this.wine = wine;
        this.server = server;
        this.runtime = runtime;
        this.folder = folder;
    }

    /** Sets Windows' folder up. Ends the test where Wine or the runtime is missing. */
    public static WineJvm open() throws IOException, InterruptedException {
        Path wine = find("wine64", "wine");
        Path server = find("wineserver64", "wineserver");
        String runtime = System.getProperty(RUNTIME, "");
        RequiredParts.require(
                !runtime.isEmpty(),
                "no Java runtime for Windows: .ci/run fetches one, and -D%s names its folder"
                        .formatted(RUNTIME));
        RequiredParts.require(
                Files.isRegularFile(Path.of(runtime, "bin", "java.exe")),
                "there is no bin/java.exe in " + runtime);
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        WineJvm jvm =
                new WineJvm(
                        wine, server, Path.of(runtime), Files.createTempDirectory(target, "wine"));
        boolean ready = false;
        try {
            Result result = jvm.run(SET_UP, wine.toString(), "wineboot", "--init");
            if (result.exitCode() != 0) {
                throw new IOException("Wine can't set itself up: " + result);
            }
            ready = true;
            return jvm;
        } finally {
            if (!ready) {
                jvm.close();
            }
        }
    }

    private static Path find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator;
        return Stream.of((path + DEBIANS_FOLDER).split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                RequiredParts.missing(
                                        "no Wine: install Debian's package wine64", null));
    }

    /**
     * Runs {@code java} with these arguments, in the working folder of this JVM. This module must
     * be on its class path ({@link WineRandom}).
     *
     * @throws IOException also if it has not ended in time; it is ended then
     */
    public Result java(Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(wine.toString());
        command.add(runtime.resolve("bin/java.exe").toString());
        command.add("-Djava.security.properties=" + windowsPath(providers()));
        command.addAll(arguments);
        return run(limit, command.toArray(String[]::new));
    }

    /** The start of Java's list of security providers, with random numbers that work. */
    private Path providers() throws IOException {
        return Files.writeString(
                folder.resolve("java.security"),
                """
                security.provider.1=%s
                security.provider.2=SUN
                """
                        .formatted(WineRandom.class.getName()));
    }

    /** What Windows programs call a file of this machine; with slashes, which they take too. */
    public static String windowsPath(Path file) {
        return "Z:" + file.toAbsolutePath();
    }

    private Result run(Duration limit, String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "command", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("WINEPREFIX", folder.resolve("prefix").toString());
        // The server keeps its socket there, and would leave it behind.
        builder.environment().put("TMPDIR", folder.toString());
        builder.environment().put("WINEDEBUG", "-all");
        // No Mono, no browser engine, no menu entries: Wine would ask for them or make them.
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe=");
        builder.environment().remove("DISPLAY");
        try {
            Process process = builder.start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException(
                            "%s has not ended in %s: %s"
                                    .formatted(List.of(command), limit, Files.readString(log)));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Result(process.exitValue(), Files.readString(log));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // Ends all programs of this folder, and waits for the end of the server.
            run(END, server.toString(), "-k");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Wine may still run in " + folder);
        } finally {
            FileTree.delete(folder);
        }
    }
}
