package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.barista.vfiouser.ffi.Mapping;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.MigrationState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;

/** A device that looks for its work in pages which its guest has mapped, and is stopped. */
@Timeout(60)
class MappedMigrationTest {
    private static final int SET_STATE = 1 << 17 | 2;

    /** Many times what the device's thread sleeps between two looks. */
    private static final int A_WHILE_MILLIS = 50;

    @RegisterExtension
    final ServedProbe served = new ServedProbe(new WaitPolicy.Block(), new PolledProbe_Type());

    private VfioUserClient client;
    private MemorySegment pages;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
        var reply =
                client.ask(
                        Command.DEVICE_GET_REGION_INFO,
                        payload(32).putInt(4096).putInt(0).putInt(0).array());
        SharedFile file = served.closing(new SharedFile(reply.fds().getFirst()));
        Mapping mapping = served.closing(file.map(0, 0x2000, true));
        pages = mapping.segment();
    }

    @ParameterizedTest
    @ValueSource(ints = {MigrationState.STOP, MigrationState.STOP_COPY})
    void whileItIsStoppedItDoesNotLook(int state) throws Exception {
        enter(state);
        pages.set(JAVA_INT, PolledProbe.REQUEST, 21);
        Thread.sleep(A_WHILE_MILLIS);
        assertThat(pages.get(JAVA_INT, PolledProbe.REQUEST)).isEqualTo(21);
        assertThat(pages.get(JAVA_INT, PolledProbe.ANSWER)).isZero();

        enter(MigrationState.RUNNING);

        awaitAnswer(42);
    }

    @Test
    void beforeThatItStillLooks() throws Exception {
        enter(MigrationState.PRE_COPY);

        pages.set(JAVA_INT, PolledProbe.REQUEST, 21);

        awaitAnswer(42);
    }

    @Test
    void aResetLetsItLookAgain() throws Exception {
        enter(MigrationState.STOP);
        client.expect(Command.DEVICE_RESET, new byte[0]);

        pages.set(JAVA_INT, PolledProbe.REQUEST, 21);

        awaitAnswer(42);
    }

    private void awaitAnswer(int expected) {
        while (pages.get(JAVA_INT, PolledProbe.ANSWER) == 0) {
            Thread.onSpinWait();
        }
        assertThat(pages.get(JAVA_INT, PolledProbe.ANSWER)).isEqualTo(expected);
    }

    private void enter(int state) throws Exception {
        client.expect(
                Command.DEVICE_FEATURE,
                payload(16).putInt(16).putInt(SET_STATE).putInt(state).putInt(-1).array());
    }
}
