package dev.barista.qemu;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * The host's side of the protocol that the resource {@code init} describes. For one thread at a
 * time.
 */
final class GuestShell {
    /** What init gets beyond a command's own time to kill it and to answer. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** 128 + SIGKILL. */
    private static final int KILLED = 137;

    private final ControlChannel channel;
    private final QemuProcess process;
    private boolean ready;
    private @Nullable String outOfStep;

    GuestShell(ControlChannel channel, QemuProcess process) {
        this.channel = channel;
        this.process = process;
    }

    /** Waits until the guest takes commands. */
    void awaitReady(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready) {
            String line = receive(deadline);
            if (line == null) {
                throw process.failure(
                        "the guest hasn't booted within %d s".formatted(timeout.toSeconds()));
            }
            ready = line.equals("ready");
        }
    }

    /** The guest boots again: it says when it takes commands, whatever became of the last one. */
    void rebooting() {
        ready = false;
        outOfStep = null;
    }

    /** Executes a command and hands its output over line by line; returns its exit code. */
    int run(String command, Duration timeout, Consumer<String> output)
            throws IOException, InterruptedException {
        if (outOfStep != null) {
            throw new GuestException(
                    "the guest takes no more commands since this one: %s; close it"
                            .formatted(outOfStep));
        }
        // Until the command's end is seen, a next one couldn't tell its own output.
        outOfStep = command;
        int exitCode = execute(command, timeout, output);
        outOfStep = null;
        return exitCode;
    }

    private int execute(String command, Duration timeout, Consumer<String> output)
            throws IOException, InterruptedException {
        long seconds = Math.max(1, timeout.plusNanos(999_999_999).toSeconds());
        long start = System.nanoTime();
        long deadline = start + Duration.ofSeconds(seconds).plus(GRACE).toNanos();
        String token = token();
        String encoded =
                Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8));
        send("run %s %d %s".formatted(token, seconds, encoded), deadline, command);
        int exitCode = awaitEnd(token, deadline, output, command);
        if (exitCode == KILLED && System.nanoTime() - start >= seconds * 1_000_000_000) {
            outOfStep = null;
            throw new GuestException(
                    "'%s' didn't end within %d s and was killed".formatted(command, seconds));
        }
        return exitCode;
    }

    private int awaitEnd(String token, long deadline, Consumer<String> output, String command)
            throws IOException, InterruptedException {
        boolean emptyLinePending = false;
        while (true) {
            String line = receive(deadline);
            if (line == null) {
                throw hung(command);
            }
            if (line.startsWith(token)) {
                return Integer.parseInt(line.substring(token.length() + 1));
            }
            if (emptyLinePending) {
                output.accept("");
            }
            // Just before the token it belongs to the protocol; elsewhere, to the output.
            emptyLinePending = line.isEmpty();
            if (!emptyLinePending) {
                output.accept(line);
            }
        }
    }

    private @Nullable String receive(long deadline) throws IOException, InterruptedException {
        try {
            return channel.receive(deadline);
        } catch (IOException e) {
            throw process.endFailure("the guest has ended");
        }
    }

    private void send(String request, long deadline, String command)
            throws GuestException, InterruptedException {
        boolean sent;
        try {
            sent = channel.send(request, deadline);
        } catch (IOException e) {
            throw process.endFailure("the guest has ended");
        }
        if (!sent) {
            throw hung(command);
        }
    }

    private GuestException hung(String command) {
        return process.failure("the guest hangs: it neither ended nor killed '" + command + "'");
    }

    private static String token() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
