package dev.barista.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A real UNIX socket; the other end plays the guest. */
class ControlChannelTest {
    @TempDir Path folder;

    private SocketChannel guest;
    private ControlChannel channel;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            guest = SocketChannel.open(address);
            channel = new ControlChannel(server.accept());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        channel.close();
        guest.close();
    }

    @Test
    void linesArriveWhateverTheirPieces() throws Exception {
        print("o");
        print("ne\ntwo\nthr");
        print("ee\n");

        assertThat(channel.receive(soon())).isEqualTo("one");
        assertThat(channel.receive(soon())).isEqualTo("two");
        assertThat(channel.receive(soon())).isEqualTo("three");
    }

    @Test
    void aLineThatIsTooLongArrivesInPieces() throws Exception {
        String line = "x".repeat(ControlChannel.LONGEST_LINE + 10);
        Thread printer = Thread.startVirtualThread(() -> printUnchecked(line + "\nnext\n"));

        assertThat(channel.receive(soon())).hasSize(ControlChannel.LONGEST_LINE);
        assertThat(channel.receive(soon())).isEqualTo("x".repeat(10));
        assertThat(channel.receive(soon())).isEqualTo("next");
        printer.join();
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() throws Exception {
        guest.write(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\n'}));

        assertThat(channel.receive(soon())).isEqualTo("a\ufffdb");
    }

    @Test
    void silenceUntilTheDeadlineGivesNull() throws Exception {
        print("half a line");

        assertThat(channel.receive(System.nanoTime())).isNull();
        print(" and its rest\n");
        assertThat(channel.receive(soon())).isEqualTo("half a line and its rest");
    }

    @Test
    void aGuestThatHasGoneIsTheEndOfFile() throws Exception {
        guest.close();

        assertThatThrownBy(() -> channel.receive(soon())).isInstanceOf(EOFException.class);
    }

    @Test
    void aGuestThatTakesNothingMakesSendingFailAtTheDeadline() throws Exception {
        String tooLongForTheSocket = "x".repeat(4 << 20);

        assertThat(channel.send(tooLongForTheSocket, System.nanoTime())).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitingAndLeavesTheChannelOpen() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> channel.receive(soon())).isInstanceOf(InterruptedException.class);

        print("still here\n");
        assertThat(channel.receive(soon())).isEqualTo("still here");
    }

    private void print(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            guest.write(bytes);
        }
    }

    private void printUnchecked(String text) {
        try {
            print(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofSeconds(30).toNanos();
    }
}
