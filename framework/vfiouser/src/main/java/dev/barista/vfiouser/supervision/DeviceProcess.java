package dev.barista.vfiouser.supervision;

import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.ListeningSocket;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.ffi.PollSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A child and the two connections to it. Whoever asks it holds the device's baton; a thread of its
 * own says when the child has something to tell.
 */
final class DeviceProcess {
    private static final int START_MILLIS = 30_000;
    private static final int LOOK_MILLIS = 50;

    private final Process process;
    private final Channel calls;
    private final Channel events;
    private final PollSet both = new PollSet();
    private final Thread watcher;
    private volatile boolean closed;

    /** The revision that the next message of the child has. */
    private long next;

    private DeviceProcess(
            String name, Process process, Channel calls, Channel events, Runnable onEvents) {
        this.process = process;
        this.calls = calls;
        this.events = events;
        this.watcher =
                Thread.ofPlatform()
                        .name("vfio-user child " + name)
                        .daemon()
                        .unstarted(() -> watch(onEvents));
    }

    /**
     * Starts a child, and waits for it.
     *
     * @param command makes its command line, from where it connects to
     * @param onEvents called whenever the child has something to tell, or has ended, by a thread
     *     that may wait
     * @throws IOException with what to tell people if it can't be started or ends at once
     */
    static DeviceProcess start(
            String name, Function<Path, ProcessBuilder> command, Runnable onEvents)
            throws IOException {
        Path folder = Files.createTempDirectory("barista");
        Path path = folder.resolve("child");
        try (ListeningSocket socket = ListeningSocket.bind(path)) {
            Process process = command.apply(path).start();
            try {
                // What the child might read is the supervisor's.
                process.getOutputStream().close();
                MessageSocket calls = accept(socket, process);
                MessageSocket events;
                try {
                    events = accept(socket, process);
                } catch (IOException e) {
                    calls.close();
                    throw e;
                }
                DeviceProcess child =
                        new DeviceProcess(
                                name, process, new Channel(calls), new Channel(events), onEvents);
                child.watcher.start();
                return child;
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        } finally {
            Files.deleteIfExists(path);
            Files.delete(folder);
        }
    }

    private static MessageSocket accept(ListeningSocket socket, Process process)
            throws IOException {
        PollSet ready = new PollSet();
        ready.add(socket);
        for (int waited = 0; waited < START_MILLIS; waited += LOOK_MILLIS) {
            MessageSocket client = socket.accept();
            if (client != null) {
                return client;
            }
            if (!process.isAlive()) {
                throw new IOException(
                        "it ended with status %d before it was ready; see above"
                                .formatted(process.exitValue()));
            }
            ready.await(LOOK_MILLIS);
        }
        throw new IOException("it was not ready after %d s".formatted(START_MILLIS / 1000));
    }

    /** What a question is written to. */
    Channel ask(int kind) {
        return calls.begin(kind, 0);
    }

    /**
     * The answer to the question that has been sent. What the child tells meanwhile goes to {@code
     * listener}, in its order.
     *
     * @throws ChildEndedException if there will be none
     */
    Channel answer(EventListener listener) throws ChildEndedException {
        try {
            while (true) {
                both.clear();
                both.add(calls.socket());
                both.add(events.socket());
                both.await(-1);
                if (both.isReady(0)) {
                    receive(calls);
                    // What was made before the answer has been sent before it.
                    while (calls.revision() != next) {
                        takeEvent(listener);
                    }
                    next++;
                    return calls;
                }
                takeEvent(listener);
            }
        } catch (ErrnoException e) {
            throw new ChildEndedException();
        }
    }

    /** Takes what the child has told, without waiting. */
    void takeEvents(EventListener listener) throws ChildEndedException {
        try {
            while (true) {
                both.clear();
                both.add(events.socket());
                both.await(0);
                if (!both.isReady(0)) {
                    return;
                }
                takeEvent(listener);
            }
        } catch (ErrnoException e) {
            throw new ChildEndedException();
        }
    }

    private void takeEvent(EventListener listener) throws ChildEndedException {
        receive(events);
        if (events.revision() != next) {
            throw new ChildEndedException(); // it does not do what it should
        }
        next++;
        listener.event(events);
    }

    private static void receive(Channel channel) throws ChildEndedException {
        if (!channel.receive()) {
            throw new ChildEndedException();
        }
    }

    long pid() {
        return process.pid();
    }

    /** What ended it, for people; waits for that. */
    String end() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                int status = process.waitFor();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return status > 128 ? "by signal " + (status - 128) : "with status " + status;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Ends the child if it is there; the thread ends by itself. Called again, does nothing. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        calls.shutdown();
        events.shutdown();
        end();
        calls.close();
    }

    /** Waits for the thread of a child that is closed, whose caller may not hold the baton. */
    void awaitWatcher() {
        boolean interrupted = false;
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Runnable onEvents) {
        PollSet ready = new PollSet();
        while (!closed) {
            try {
                ready.clear();
                ready.add(events.socket());
                ready.await(-1);
            } catch (ErrnoException e) {
                // As if it had something to tell.
            }
            if (!closed) {
                onEvents.run();
            }
        }
        events.close();
    }

    /** Hears what the child tells by itself. */
    interface EventListener {
        /** Takes a frame of kind {@link Frame#EVENT}, which is valid until this returns. */
        void event(Channel frame);
    }

    /** The child is gone, or does not answer as it should. */
    static final class ChildEndedException extends Exception {
        private static final long serialVersionUID = 1;

        ChildEndedException() {
            super(null, null, false, false);
        }
    }
}
