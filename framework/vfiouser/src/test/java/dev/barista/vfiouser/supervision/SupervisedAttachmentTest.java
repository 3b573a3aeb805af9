package dev.barista.vfiouser.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.InterruptMode;
import dev.barista.runtime.HdvHost;
import dev.barista.vfiouser.ffi.ErrnoException;
import dev.barista.vfiouser.ffi.ListeningSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a supervisor has when the process may end at any moment: each message by itself must be
 * something to go on from.
 */
@Timeout(60)
class SupervisedAttachmentTest {
    /**
     * Long enough for an event to get into the device's ring. A machine on which it takes longer
     * sees an easier order of events; no test fails by that.
     */
    private static final int A_WHILE_MILLIS = 200;

    private static volatile Runnable whileAdding = () -> {};
    private static volatile Runnable whileTicking = () -> {};

    @TempDir Path folder;
    private ListeningSocket listening;
    private HdvHost child;
    private Channel calls;
    private Channel events;

    /** The revision of the next message. */
    private long next;

    private int interrupts;
    private byte[] state = {};
    private final List<byte[]> statesBeforeTheAnswer = new ArrayList<>();

    /** Called by the device. */
    static void whileAdding() {
        whileAdding.run();
    }

    /** Called by the device. */
    static void whileTicking() {
        whileTicking.run();
    }

    @BeforeEach
    void connect() throws Exception {
        Path socket = folder.resolve("supervisor");
        listening = ListeningSocket.bind(socket);
        child =
                HdvHost.builder()
                        .partition(new SupervisedPartition(socket))
                        .device(new TickingProbe_Type(), Map.of())
                        .open();
        calls = new Channel(Objects.requireNonNull(listening.accept()));
        events = new Channel(Objects.requireNonNull(listening.accept()));
        calls.begin(Frame.CONNECT, 0).putInt(InterruptMode.MSI.ordinal()).send();
        takeAnswer();
    }

    @AfterEach
    void close() {
        whileAdding = () -> {};
        whileTicking = () -> {};
        child.close();
        calls.close();
        events.close();
        listening.close();
    }

    @Test
    void noStateHasAnAccessInItThatHasNotBeenAnswered() throws Exception {
        writeBehindATick(TickingProbe.ADD, 1);

        for (byte[] earlier : statesBeforeTheAnswer) {
            assertThat(afterRestoring(earlier, TickingProbe.SUM)).isZero();
        }
        assertThat(afterRestoring(state, TickingProbe.SUM)).isEqualTo(1);
    }

    @Test
    void noStateSaysThatAnInterruptWasSentThatHasNotBeen() throws Exception {
        whileAdding = SupervisedAttachmentTest::pause;

        writeBehindATick(TickingProbe.ADD_AND_TICK, 1);

        assertThat(afterRestoring(state, TickingProbe.TICKS)).isEqualTo(interrupts);
    }

    /**
     * Writes while the device is busy with the event of an interrupt, so that the access is
     * executed before what tells of the interrupt.
     */
    private void writeBehindATick(int offset, int value) throws Exception {
        CountDownLatch ticking = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        whileTicking =
                () -> {
                    whileTicking = SupervisedAttachmentTest::pause;
                    ticking.countDown();
                    // Not for ever: it may have been early, and keep the answer waiting.
                    await(written);
                };
        write(TickingProbe.START, 0);
        takeAnswer();
        ticking.await();
        statesBeforeTheAnswer.clear();
        write(offset, value);
        pause();
        written.countDown();
        takeAnswer();
    }

    /** Takes an answer, and what has been told before it. */
    private void takeAnswer() {
        assertThat(calls.receive()).isTrue();
        for (; next < calls.revision(); next++) {
            assertThat(events.receive()).isTrue();
            take(events);
            statesBeforeTheAnswer.add(state);
        }
        next++;
        calls.getLong();
        take(calls);
    }

    private void take(Channel frame) {
        int count = frame.getInt();
        for (int i = 0; i < count; i++) {
            interrupts += frame.getInt() == Frame.PIN ? 0 : 1;
            frame.getInt();
            frame.getLong();
            frame.getInt();
        }
        if (frame.remaining() > 0) {
            state = frame.getBytes();
        }
    }

    private void write(int offset, int value) throws ErrnoException {
        calls.begin(Frame.WRITE, 0)
                .putInt(0)
                .putInt(Integer.BYTES)
                .putLong(offset)
                .putLong(value)
                .send();
    }

    /** A register of a device that is given a state. */
    private int afterRestoring(byte[] state, int register) throws Exception {
        calls.begin(Frame.RESTORE, 0).putBytes(state).send();
        assertThat(calls.receive()).isTrue();
        assertThat(calls.kind()).isEqualTo(Frame.DONE);
        calls.begin(Frame.READ, 0).putInt(0).putInt(Integer.BYTES).putLong(register).send();
        assertThat(calls.receive()).isTrue();
        return (int) calls.getLong();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(A_WHILE_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
