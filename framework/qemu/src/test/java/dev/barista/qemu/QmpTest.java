package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real UNIX socket, with answers as QEMU gives them. GuestGuestTest talks to QEMU itself. */
class QmpTest {
    @TempDir Path folder;

    private SocketChannel qemu;
    private BufferedReader received;
    private Qmp qmp;

    @BeforeEach
    void connect() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel client = SocketChannel.open(address);
            qemu = server.accept();
            received =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(qemu), StandardCharsets.UTF_8));
            print("{\"QMP\":{\"version\":{},\"capabilities\":[]}}");
            Thread answering = answer("{\"return\":{},\"id\":1}");
            qmp = Qmp.connect(client);
            answering.join();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        qemu.close();
    }

    @Test
    void anAnswerBecomesJavaValues() throws Exception {
        Thread answering = answer("{\"return\":{\"running\":true,\"list\":[1,\"a\"]},\"id\":2}");

        assertThat(qmp.execute("query-status", Map.of()))
                .isEqualTo(Map.of("running", true, "list", List.of(1, "a")));
        answering.join();
    }

    @Test
    void anErrorNamesTheCommandAndQemusReason() throws Exception {
        answer(
                "{\"error\":{\"class\":\"GenericError\",\"desc\":\"Device 'x' not"
                        + " found\"},\"id\":2}");

        assertThatThrownBy(() -> qmp.execute("device_del", Map.of("id", "x")))
                .isInstanceOf(GuestException.class)
                .hasMessage("QEMU refuses device_del: Device 'x' not found");
    }

    @Test
    void eventsBetweenACommandAndItsAnswerReachWhoExpectsThem() throws Exception {
        CompletableFuture<QmpEvent> stop = qmp.nextEvent(event -> event.name().equals("STOP"));
        answer(
                "{\"event\":\"RESUME\",\"timestamp\":{}}",
                "{\"event\":\"STOP\",\"data\":{\"guest\":true,\"reason\":null},\"timestamp\":{}}",
                "{\"return\":{},\"id\":2}");

        qmp.execute("stop", Map.of());

        assertThat(stop.get(30, TimeUnit.SECONDS))
                .isEqualTo(new QmpEvent("STOP", Map.of("guest", true)));
    }

    @Test
    void theEndOfQemuEndsWhatIsExpectedOfIt() throws Exception {
        CompletableFuture<QmpEvent> never = qmp.nextEvent(event -> true);

        qemu.close();

        assertThat(never)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("QEMU has ended");
        assertThatThrownBy(() -> qmp.execute("stop", Map.of())).isInstanceOf(IOException.class);
    }

    @Test
    void nonsenseInsteadOfJsonEndsTheConnection() throws Exception {
        CompletableFuture<QmpEvent> never = qmp.nextEvent(event -> true);

        print("{nonsense");

        assertThat(never).failsWithin(30, TimeUnit.SECONDS);
    }

    /** Reads one command, then prints these lines. */
    private Thread answer(String... lines) {
        return Thread.startVirtualThread(
                () -> {
                    try {
                        received.readLine();
                        for (String line : lines) {
                            print(line);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void print(String line) throws IOException {
        qemu.write(StandardCharsets.UTF_8.encode(line + "\r\n"));
    }
}
