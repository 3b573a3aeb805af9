package dev.barista.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end. */
final class HostProgram {
    private static final long POLL_MILLIS = 100;

    /** How a program ended; {@code output} is its standard output and {@code errors} the other. */
    record Result(int exitCode, String output, String errors) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private HostProgram() {}

    /** True where the PATH has an executable of this name. */
    static boolean exists(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, name))) {
                return true;
            }
        }
        return false;
    }

    /** Runs the command in a folder, with no input and with messages in English. */
    static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(folder, command, () -> {});
    }

    /**
     * The same, calling {@code whileRunning} on this thread several times a second. Interrupting
     * the thread or ending the JVM kills the program.
     */
    static Result run(Path folder, List<String> command, Runnable whileRunning)
            throws IOException, InterruptedException {
        // Files, so that neither stream can fill its pipe while the other one is read.
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        try {
            int exitCode = start(folder, command, output, errors, whileRunning);
            return new Result(exitCode, read(output), read(errors));
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }

    private static int start(
            Path folder, List<String> command, Path output, Path errors, Runnable whileRunning)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        ShutdownHook hook = new ShutdownHook("barista-host-program", process::destroyForcibly);
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                whileRunning.run();
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
            hook.remove();
        }
    }

    private static String read(Path file) throws IOException {
        // Not readString: a program may print bytes that aren't UTF-8.
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
