package dev.barista.qemu;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A client of QEMU's management protocol (docs/interop/qmp-spec): commands with their answers, and
 * events. Any thread may use it.
 */
public final class Qmp {
    private static final Duration ANSWER_TIME = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final SocketChannel channel;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<Map<String, Object>>> answers =
            new ConcurrentHashMap<>();
    private final List<Expectation> expectations = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> greeting = new CompletableFuture<>();
    private volatile @Nullable GuestException ended;

    private record Expectation(Predicate<QmpEvent> wanted, CompletableFuture<QmpEvent> future) {
        /** Returns true when nothing more is expected. */
        boolean meets(QmpEvent event) {
            return future.isDone() || (wanted.test(event) && future.complete(event));
        }
    }

    private Qmp(SocketChannel channel) {
        this.channel = channel;
    }

    /** Shakes hands with QEMU on a fresh connection. */
    static Qmp connect(SocketChannel channel) throws IOException, InterruptedException {
        Qmp qmp = new Qmp(channel);
        Thread.ofVirtual().name("barista-qmp").start(qmp::read);
        qmp.await("its greeting", qmp.greeting);
        qmp.execute("qmp_capabilities", Map.of());
        return qmp;
    }

    /**
     * Executes a command and waits for its answer, for 30 seconds at most.
     *
     * @param arguments what JSON can express: String, Number, Boolean, List, Map
     * @return the answer as JSON maps to Java; most commands answer an empty Map
     * @throws GuestException when QEMU refuses the command, with its reason, doesn't answer, or
     *     ends
     */
    public Object execute(String command, Map<String, ?> arguments)
            throws IOException, InterruptedException {
        long id = lastId.incrementAndGet();
        CompletableFuture<Map<String, Object>> pending = new CompletableFuture<>();
        answers.put(id, pending);
        try {
            GuestException end = ended;
            if (end != null) {
                throw end;
            }
            send(Map.of("execute", command, "arguments", arguments, "id", id));
            Map<String, Object> answer = await("an answer to " + command, pending);
            if (answer.get("error") instanceof Map<?, ?> error) {
                throw new GuestException(
                        "QEMU refuses %s: %s".formatted(command, error.get("desc")));
            }
            return answer.getOrDefault("return", Map.of());
        } finally {
            answers.remove(id);
        }
    }

    /**
     * The first event from now on that is wanted: ask before the command that causes it. The future
     * fails with a {@link GuestException} when QEMU ends first.
     */
    public CompletableFuture<QmpEvent> nextEvent(Predicate<QmpEvent> wanted) {
        CompletableFuture<QmpEvent> future = new CompletableFuture<>();
        expectations.add(new Expectation(wanted, future));
        GuestException end = ended;
        if (end != null) {
            future.completeExceptionally(end);
        }
        return future;
    }

    private void send(Map<String, ?> message) throws IOException, InterruptedException {
        byte[] line =
                (JSON.writeValueAsString(new TreeMap<>(message)) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(line);
        if (Thread.interrupted()) {
            // An interrupted thread that touches a channel would close it.
            throw new InterruptedException("interrupted before a command to QEMU");
        }
        synchronized (channel) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private <T> T await(String what, CompletableFuture<T> future)
            throws GuestException, InterruptedException {
        try {
            return future.get(ANSWER_TIME.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new GuestException(
                    "QEMU doesn't give %s within %d s".formatted(what, ANSWER_TIME.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new GuestException("QEMU has ended before it gave " + what, e.getCause());
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accept(JSON.readValue(line, OBJECT));
            }
            fail(null);
        } catch (IOException | JacksonException e) {
            fail(e);
        }
    }

    private void accept(Map<String, Object> message) {
        if (message.containsKey("QMP")) {
            greeting.complete(null);
        } else if (message.get("event") instanceof String name) {
            QmpEvent event = new QmpEvent(name, dataOf(message));
            expectations.removeIf(expectation -> expectation.meets(event));
        } else if (message.get("id") instanceof Number id) {
            CompletableFuture<Map<String, Object>> pending = answers.get(id.longValue());
            if (pending != null) {
                pending.complete(message);
            }
        }
    }

    private static Map<String, Object> dataOf(Map<String, Object> message) {
        Map<String, Object> data = new TreeMap<>();
        if (message.get("data") instanceof Map<?, ?> properties) {
            properties.forEach(
                    (name, value) -> {
                        if (value != null) {
                            data.put(String.valueOf(name), value);
                        }
                    });
        }
        return data;
    }

    private void fail(@Nullable Throwable cause) {
        GuestException end = new GuestException("QEMU has ended", cause);
        // Before the futures: who adds one later sees it.
        ended = end;
        greeting.completeExceptionally(end);
        answers.values().forEach(pending -> pending.completeExceptionally(end));
        expectations.forEach(expectation -> expectation.future().completeExceptionally(end));
    }
}
