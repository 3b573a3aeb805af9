package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged launcher in a process of its own, started as the start scripts do. */
final class LauncherProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** An environment in which nothing can be fetched: nobody listens there. */
    static final Map<String, String> NO_NETWORK =
            Map.of("BARISTA_MIRROR", "http://127.0.0.1:9/debian");

    /** Where the package is. */
    static final Path TARGET = Path.of(System.getProperty("barista.target"));

    private final Process process;
    private final Lines out;
    private final Lines err;

    private LauncherProcess(Process process) {
        this.process = process;
        this.out = new Lines(process.inputReader(StandardCharsets.UTF_8));
        this.err = new Lines(process.errorReader(StandardCharsets.UTF_8));
    }

    /** The command that starts the launcher with temporary files in a folder of the test's. */
    static List<String> command(Path temporary, String... args) {
        List<String> command = new ArrayList<>();
        // A shell starts what runs in its background deaf to this signal, and Java inherits that.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + TARGET.resolve("jvm.options"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("--module-path");
        command.add(TARGET.resolve("barista-launcher.jar") + ":" + TARGET.resolve("modules"));
        command.add("--module");
        command.add("dev.barista.launcher/dev.barista.launcher.Barista");
        command.addAll(List.of(args));
        return command;
    }

    static LauncherProcess start(Path temporary, String... args) throws IOException {
        return start(Map.of(), command(temporary, args));
    }

    static LauncherProcess start(Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new LauncherProcess(builder.start());
    }

    /** Types into it and closes its input. */
    void type(String text) throws IOException {
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(text);
        }
    }

    /** Waits for a line that contains a text, and returns it. */
    String awaitLine(String text) throws InterruptedException {
        return out.await(text);
    }

    /** Sends a signal by its name. */
    void signal(String name) throws Exception {
        // The shell's own command: not every machine has a program of that name.
        new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits for the end, and returns the exit code. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it has ended; it printed %s and %s", out.all(), err.all())
                .isTrue();
        out.join();
        err.join();
        return process.exitValue();
    }

    /** What it has printed; all of it after {@link #exitCode}. */
    List<String> out() {
        return out.all();
    }

    /** The same for the error stream. */
    List<String> err() {
        return err.all();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Reads a stream in the background, so that the process never waits for a reader. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;
        private boolean ended;

        Lines(BufferedReader stream) {
            reader = Thread.ofPlatform().daemon().start(() -> read(stream));
        }

        private void read(BufferedReader stream) {
            try (stream) {
                for (String line = stream.readLine(); line != null; line = stream.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String await(String text) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                for (String line : lines) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
                long left = deadline - System.nanoTime();
                assertThat(!ended && left > 0).as("'%s' comes after %s", text, lines).isTrue();
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }

        void join() throws InterruptedException {
            reader.join(PATIENCE.toMillis());
        }

        synchronized List<String> all() {
            return List.copyOf(lines);
        }
    }
}
