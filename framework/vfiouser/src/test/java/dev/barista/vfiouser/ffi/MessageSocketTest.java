package dev.barista.vfiouser.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.barista.vfiouser.protocol.Errno;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

@Timeout(30)
class MessageSocketTest {
    private static final boolean WAIT = true;
    private static final boolean DONT_WAIT = false;

    @TempDir Path folder;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(4096);
    private final int fdsBefore = Fd.openCount();
    private ListeningSocket listening;
    private MessageSocket client;
    private MessageSocket server;

    @BeforeEach
    void connect() throws Exception {
        Path path = folder.resolve("socket");
        listening = ListeningSocket.bind(path);
        client = MessageSocket.connect(path);
        server = Objects.requireNonNull(listening.accept());
    }

    @AfterEach
    void everyDescriptorIsGivenBack() {
        client.close();
        server.close();
        listening.close();
        arena.close();
        assertThat(Fd.openCount()).isEqualTo(fdsBefore);
    }

    @Test
    void bytesArriveAsTheyWereSent() {
        send("hello");

        int received = server.receive(buffer, 0, 4096, WAIT);

        assertThat(text(received)).isEqualTo("hello");
    }

    @Test
    void whatIsSentPieceByPieceIsReceivedInOnePiece() {
        send("one ");
        send("two");

        int received = server.receive(buffer, 0, 4096, WAIT);

        assertThat(text(received)).isEqualTo("one two");
    }

    @Test
    void receivingWithoutWaitingSaysThatThereIsNothing() {
        assertThat(server.receive(buffer, 0, 4096, DONT_WAIT)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void aClosedPeerIsTheEndOfTheStream() {
        client.close();

        assertThat(server.receive(buffer, 0, 4096, WAIT)).isZero();
        assertThat(server.peerHasHungUp()).isTrue();
    }

    @Test
    void aPeerThatOnlyHasNothingToSayHasNotHungUp() {
        assertThat(server.peerHasHungUp()).isFalse();
    }

    @Test
    void sendingToAClosedPeerIsAnErrorAndNoSignal() {
        server.close();

        assertThat(client.send(buffer, 1)).isEqualTo(-Errno.EPIPE);
    }

    @Test
    void shuttingDownEndsAReceiveThatWaits() throws Exception {
        int[] result = {-1};
        Thread receiver =
                Thread.ofPlatform().start(() -> result[0] = server.receive(buffer, 0, 1, WAIT));

        server.shutdown();
        receiver.join();

        assertThat(result[0]).isZero();
    }

    @Test
    void aDescriptorArrivesAsOneForTheSameFile() throws Exception {
        try (EventFd event = EventFd.create()) {
            send("take this", event.fd());
            server.receive(buffer, 0, 4096, WAIT);
            Fd[] fds = server.takeFds();

            try (EventFd received = EventFd.adopt(fds[0])) {
                received.signal();
                assertThat(event.drain()).isEqualTo(1);
            }
        }
    }

    @Test
    void asManyDescriptorsAsTheKernelPassesArrive() throws Exception {
        Fd[] fds = new Fd[MessageSocket.MAX_FDS];
        try (EventFd event = EventFd.create()) {
            Arrays.fill(fds, event.fd());
            send("all of them", fds);
        }

        server.receive(buffer, 0, 4096, WAIT);
        Fd[] received = server.takeFds();

        assertThat(received).hasSize(MessageSocket.MAX_FDS);
        assertThat(server.takeFdsLost()).isFalse();
        for (Fd fd : received) {
            fd.close();
        }
    }

    @Test
    void bytesBehindADescriptorWaitForTheNextReceive() throws Exception {
        try (EventFd event = EventFd.create()) {
            send("before ");
            send("with", event.fd());
            send("behind");
        }

        int first = server.receive(buffer, 0, 4096, WAIT);

        assertThat(text(first)).isEqualTo("before with");
        assertThat(server.takeFds()).hasSize(1).allSatisfy(Fd::close);
        int second = server.receive(buffer, 0, 4096, WAIT);
        assertThat(text(second)).isEqualTo("behind");
        assertThat(server.takeFds()).isEmpty();
    }

    @Test
    void descriptorsThatNobodyTookAreClosedByTheNextReceive() throws Exception {
        try (EventFd event = EventFd.create()) {
            send("with", event.fd());
        }
        server.receive(buffer, 0, 4096, WAIT);
        int before = Fd.openCount();
        send("without");

        server.receive(buffer, 0, 4096, WAIT);

        assertThat(Fd.openCount()).isEqualTo(before - 1);
    }

    @Test
    void receivingBehindTheBuffersEndIsRefusedBeforeTheKernelIsAsked() {
        assertThatThrownBy(() -> server.receive(buffer, 4000, 97, DONT_WAIT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void bindingAPathThatExistsSaysSo() {
        assertThatThrownBy(() -> ListeningSocket.bind(folder.resolve("socket")))
                .isInstanceOfSatisfying(
                        ErrnoException.class,
                        e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE));
    }

    @Test
    void connectingToASocketThatNobodyServesIsRefused() throws Exception {
        Path stale = folder.resolve("stale");
        ListeningSocket.bind(stale).close();

        assertThatThrownBy(() -> MessageSocket.connect(stale))
                .isInstanceOfSatisfying(
                        ErrnoException.class,
                        e -> assertThat(e.errno()).isEqualTo(Errno.ECONNREFUSED));
    }

    private void send(String text, Fd... fds) {
        byte[] bytes = text.getBytes(US_ASCII);
        MemorySegment segment = arena.allocateFrom(JAVA_BYTE, bytes);
        int result =
                fds.length == 0
                        ? client.send(segment, bytes.length)
                        : client.send(segment, bytes.length, fds);
        assertThat(result).isZero();
    }

    private String text(int length) {
        assertThat(length).isPositive();
        return new String(buffer.asSlice(0, length).toArray(JAVA_BYTE), US_ASCII);
    }
}
