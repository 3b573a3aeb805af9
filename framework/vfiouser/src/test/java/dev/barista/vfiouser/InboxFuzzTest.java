package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.barista.spi.binding.InvalidStateException;
import dev.barista.vfiouser.SentMessages.Sent;
import dev.barista.vfiouser.ffi.ClientEnd;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.MessageSocket;
import dev.barista.vfiouser.protocol.Capabilities;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Limits;
import dev.barista.vfiouser.protocol.MalformedMessageException;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.Version;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Messages come out of an inbox as they went into the socket, with their descriptors, however they
 * were cut, whether replies are taken out of their turn or not; and what is in them is understood
 * or refused.
 */
class InboxFuzzTest {
    private static final MemorySegment PAGES =
            Arena.ofAuto().allocate(4L * Limits.MAX_MESSAGE_SIZE, Long.BYTES);
    private static final ClientEnd CLIENT = new ClientEnd();
    private static EventFd descriptor;

    @BeforeAll
    static void open() throws ErrnoException {
        descriptor = EventFd.create();
    }

    @AfterAll
    static void close() {
        CLIENT.close();
        descriptor.close();
    }

    @FuzzTest
    void anyMessages(byte[] input) throws ErrnoException {
        FuzzInput numbers = new FuzzInput(input);
        int choices = numbers.octet();
        SentMessages sent = SentMessages.of(numbers);
        int before = Fd.openCount();

        MessageSocket.Pair pair = MessageSocket.pair();
        CLIENT.open(pair.theirs());
        Inbox inbox = new Inbox(pair.ours(), PAGES, new WaitPolicy.Block());
        try {
            receiveAll(inbox, sent, choices);
            assertThat(sent.endsWell()).as("the end of the connection").isTrue();
        } catch (MalformedMessageException e) {
            assertThat(sent.mayBeMalformed()).as(e.getMessage()).isTrue();
        } finally {
            inbox.close();
            pair.ours().close();
            CLIENT.close();
        }
        assertThat(Fd.openCount()).as("descriptors").isEqualTo(before);
    }

    /** Reads ahead after those messages whose bit is set in the choices. */
    private static void receiveAll(Inbox inbox, SentMessages sent, int choices)
            throws ErrnoException, MalformedMessageException {
        for (int count = 0; ; count++) {
            while (!sent.isNextDecided()) {
                sent.sendMore(CLIENT, descriptor.fd());
            }
            if (!inbox.next()) {
                return;
            }
            Sent expected = sent.next();
            assertThat(bytes(inbox)).isEqualTo(expected.bytes());
            assertThat(inbox.fdCount()).as("descriptors").isEqualTo(expected.descriptors());
            understand(inbox);
            inbox.closeFds();
            if ((choices >>> count % Byte.SIZE & 1) != 0) {
                readAhead(inbox, sent);
                assertThat(bytes(inbox)).as("in its place").isEqualTo(expected.bytes());
            }
        }
    }

    private static void readAhead(Inbox inbox, SentMessages sent)
            throws ErrnoException, MalformedMessageException {
        inbox.readAhead(
                (header, segment, payload, length) -> {
                    byte[] reply =
                            segment.asSlice(
                                            payload - MessageHeader.SIZE,
                                            MessageHeader.SIZE + length)
                                    .toArray(JAVA_BYTE);
                    assertThat(reply).isEqualTo(sent.nextReply().bytes());
                },
                () -> sent.sendMore(CLIENT, descriptor.fd()));
    }

    private static byte[] bytes(Inbox inbox) {
        return inbox.segment()
                .asSlice(
                        inbox.payload() - MessageHeader.SIZE,
                        MessageHeader.SIZE + inbox.payloadLength())
                .toArray(JAVA_BYTE);
    }

    /** What is more than numbers in their places: text, and compressed records. */
    private static void understand(Inbox inbox) throws MalformedMessageException {
        byte[] payload =
                inbox.segment().asSlice(inbox.payload(), inbox.payloadLength()).toArray(JAVA_BYTE);
        if (inbox.header().command() == Command.VERSION && payload.length > Version.SIZE) {
            parse(Arrays.copyOfRange(payload, Version.SIZE, payload.length));
        } else if (inbox.header().command() == Command.MIG_DATA_WRITE) {
            try {
                StateRecord.lastOf(payload);
            } catch (InvalidStateException e) {
                // as it should be
            }
        }
    }

    /** What is understood can be said again, and is understood the same. */
    private static void parse(byte[] text) throws MalformedMessageException {
        Capabilities understood;
        try {
            understood = Capabilities.parse(text);
        } catch (MalformedMessageException e) {
            return;
        }
        assertThat(Capabilities.parse(understood.toJson())).isEqualTo(understood);
    }
}
