package dev.barista.qemu;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running QEMU that can't outlive this JVM: closing this or ending the JVM kills it, and when the
 * JVM itself is killed, QEMU's {@code exit-with-parent} ends it.
 */
final class QemuProcess implements AutoCloseable {
    private static final long TERMINAL_RESTORE_SECONDS = 2;
    private static final long KILL_SECONDS = 10;
    private static final long END_SECONDS = 5;

    private final Console console;
    private final BoundedLog consoleLog = new BoundedLog();
    private final BoundedLog errors = new BoundedLog();
    private final CompletableFuture<Process> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Process process;
    private final ShutdownHook hook;

    private QemuProcess(List<String> command, Console console)
            throws IOException, InterruptedException {
        this.console = console;
        ProcessBuilder builder = new ProcessBuilder(command);
        if (console == Console.TERMINAL) {
            builder.inheritIO();
        }
        // A thread that lives as long as QEMU does: the kernel's notion of the parent that QEMU
        // watches is the thread that started it, not the process.
        Thread.ofPlatform().daemon().name("barista-qemu").start(() -> own(builder));
        process = await(started);
        hook = new ShutdownHook("barista-qemu-end", this::kill);
    }

    static QemuProcess start(List<String> command, Console console)
            throws IOException, InterruptedException {
        return new QemuProcess(command, console);
    }

    private static Process await(CompletableFuture<Process> started)
            throws IOException, InterruptedException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new GuestException("QEMU can't be started: " + e.getMessage(), e);
        }
    }

    private void own(ProcessBuilder builder) {
        try {
            Process child = builder.start();
            started.complete(child);
            if (console == Console.CAPTURED) {
                child.getOutputStream().close();
                Thread errorReader = Thread.startVirtualThread(() -> readErrors(child));
                consoleLog.readFrom(child.getInputStream());
                errorReader.join();
            }
            ended.complete(child.waitFor());
        } catch (IOException | InterruptedException e) {
            started.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    private void readErrors(Process child) {
        try {
            errors.readFrom(child.getErrorStream());
        } catch (IOException e) {
            // The process has ended and taken its streams with it.
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String consoleLog() {
        return consoleLog.text();
    }

    /** Waits for QEMU's end, and returns its exit status. */
    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** What to tell people when QEMU ends, or has ended, before it should. */
    GuestException endFailure(String problem) {
        waitFor(END_SECONDS);
        return failure(problem);
    }

    /** What to tell people about a QEMU or guest that doesn't do what it should. */
    GuestException failure(String problem) {
        StringBuilder text = new StringBuilder(problem);
        if (!process.isAlive() && process.exitValue() != 0) {
            text.append("; QEMU's exit status is ").append(process.exitValue());
        }
        appendSection(text, "QEMU says:", errors.lastLines(10));
        appendSection(text, "The guest's console says:", consoleLog.lastLines(60));
        return new GuestException(text.toString());
    }

    private static void appendSection(StringBuilder text, String title, String lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n').append(lines);
        }
    }

    private void kill() {
        if (console == Console.TERMINAL) {
            // Asked to end, QEMU gives the terminal back as it found it.
            process.destroy();
            waitFor(TERMINAL_RESTORE_SECONDS);
        }
        process.destroyForcibly();
        waitFor(KILL_SECONDS);
    }

    private void waitFor(long seconds) {
        try {
            ended.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It has ended otherwise, or the next, harder step is due.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        hook.remove();
        kill();
    }
}
