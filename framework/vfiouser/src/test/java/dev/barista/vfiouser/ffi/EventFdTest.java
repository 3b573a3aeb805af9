package dev.barista.vfiouser.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.barista.vfiouser.protocol.Errno;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

@Timeout(30)
class EventFdTest {
    /** The most that a counter holds: one more, and a write waits. */
    private static final long FULL = -2;

    @Test
    void signalsAddUpUntilTheyAreDrained() throws Exception {
        try (EventFd event = EventFd.create()) {
            event.signal();
            event.signal();

            assertThat(event.drain()).isEqualTo(2);
            assertThat(event.drain()).isZero();
        }
    }

    @Test
    void signallingAFullCounterDoesNotWait() throws Exception {
        try (EventFd event = EventFd.create()) {
            fill(event);

            assertThat(event.signal()).isTrue();
            assertThat(event.drain()).isEqualTo(FULL);
        }
    }

    @Test
    void signallingAFullCounterWhoseWritesWaitDoesNotWaitEither() throws Exception {
        try (EventFd event = blocking()) {
            fill(event);

            assertThat(event.signal()).isTrue();
            assertThat(event.drain()).isEqualTo(FULL);
        }
    }

    @Test
    void aDescriptorOfAnotherKindIsRefusedAndClosed() throws Exception {
        int before = Fd.openCount();
        Fd file = SharedFile.inMemory("no eventfd", 4096).fd();

        assertThatThrownBy(() -> EventFd.adopt(file))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThat(Fd.openCount()).isEqualTo(before);
    }

    private static EventFd blocking() throws ErrnoException {
        return EventFd.adopt(new Fd(FileCalls.eventfd(FileCalls.O_CLOEXEC)));
    }

    private static void fill(EventFd event) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocateFrom(JAVA_LONG, FULL);
            assertThat(FileCalls.write(event.fd().number(), count)).isEqualTo(Long.BYTES);
        }
    }
}
