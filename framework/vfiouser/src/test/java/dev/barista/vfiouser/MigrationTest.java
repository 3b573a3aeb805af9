package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.protocol.MigrationState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

@Timeout(120)
class MigrationTest {
    private static final int GET_STATE = 1 << 16 | 2;
    private static final int SET_STATE = 1 << 17 | 2;
    private static final int STOP = MigrationState.STOP;
    private static final int RUNNING = MigrationState.RUNNING;
    private static final int STOP_COPY = MigrationState.STOP_COPY;
    private static final int RESUMING = MigrationState.RESUMING;
    private static final int PRE_COPY = MigrationState.PRE_COPY;
    private static final int ERROR = MigrationState.ERROR;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient from;
    private VfioUserClient to;

    @BeforeEach
    void connect() throws Exception {
        from = served.client();
        to = served.closing(VfioUserClient.connectAndNegotiate(served.another()));
    }

    @Test
    void aDeviceRunsAtFirst() throws Exception {
        assertThat(state(from)).isEqualTo(RUNNING);
    }

    @Test
    void theReplyToANewStateIsItsRequest() throws Exception {
        byte[] request = stateRequest(STOP);

        assertThat(from.expect(Command.DEVICE_FEATURE, request).array()).isEqualTo(request);
        assertThat(state(from)).isEqualTo(STOP);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRestoredDeviceIsAsTheSavedOne(boolean copyFirst) throws Exception {
        from.writeInt(0, ProbeDevice.INT, 0x1234_5678);
        from.writeLong(0, ProbeDevice.SCRATCH + 8, 42);
        from.writeInt(2, 0, 7);
        from.writeRegion(7, 0x3c, (byte) 11); // Interrupt Line
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        if (copyFirst) {
            enter(from, PRE_COPY);
            stream.writeBytes(readAll(from, 1000));
            from.writeInt(0, ProbeDevice.INT, 0x8765_4321);
        }
        enter(from, STOP_COPY);
        stream.writeBytes(readAll(from, 100));
        enter(from, STOP);

        enter(to, RESUMING);
        writeAll(to, stream.toByteArray(), 777);
        enter(to, RUNNING);

        assertThat(to.readInt(0, ProbeDevice.INT)).isEqualTo(copyFirst ? 0x8765_4321 : 0x1234_5678);
        assertThat(to.readLong(0, ProbeDevice.SCRATCH + 8)).isEqualTo(42);
        assertThat(to.readInt(2, 0)).isEqualTo(7);
        assertThat(to.readRegion(7, 0x3c, 1)).containsExactly(11);
        assertThat(state(to)).isEqualTo(RUNNING);
    }

    @Test
    void aTimerThatIsUnderWayFiresAtTheDestination() throws Exception {
        EventFd event = served.closing(EventFd.create());
        to.expect(
                Command.DEVICE_SET_IRQS,
                payload(20)
                        .putInt(20)
                        .putInt(IrqSet.ACTION_TRIGGER | IrqSet.DATA_EVENTFD)
                        .putInt(IrqIndex.MSIX)
                        .putInt(0)
                        .putInt(1)
                        .array(),
                event.fd());
        from.writeInt(0, ProbeDevice.TIMER, 200);
        byte[] state = save();
        enter(to, RESUMING);
        writeAll(to, state, 4096);
        enter(to, STOP);
        Thread.sleep(400);
        assertThat(event.drain()).as("interrupts while stopped").isZero();

        enter(to, RUNNING);

        while (event.drain() == 0) {
            Thread.onSpinWait();
        }
        assertThat(to.readInt(0, ProbeDevice.DONE)).isEqualTo(1);
    }

    @Test
    void aStoppedDevicesTimersAndWorkStandStillAndGoOn() throws Exception {
        from.writeInt(0, ProbeDevice.TIMER, 100);
        from.writeInt(0, ProbeDevice.WORK, 50);
        enter(from, STOP);
        Thread.sleep(300);
        assertThat(from.readInt(0, ProbeDevice.DONE)).isZero();

        enter(from, RUNNING);

        while (from.readInt(0, ProbeDevice.DONE) < 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aDeviceWhoseWorkDoesNotEndCannotBeStopped() throws Exception {
        from.writeInt(0, ProbeDevice.WORK, 5_000);

        assertThat(from.expectError(Command.DEVICE_FEATURE, stateRequest(STOP)))
                .isEqualTo(Errno.EBUSY);

        assertThat(state(from)).isEqualTo(RUNNING);
        from.writeInt(0, ProbeDevice.INT, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {STOP, STOP_COPY, RESUMING})
    void aStoppedDeviceCanBeReadAndConfiguredButNotWritten(int state) throws Exception {
        from.writeInt(0, ProbeDevice.INT, 5);
        enter(from, state);

        assertThat(
                        from.expectError(
                                Command.REGION_WRITE,
                                VfioUserClient.write(0, ProbeDevice.INT, VfioUserClient.bytes(1))))
                .isEqualTo(Errno.EINVAL);
        from.post(
                Command.REGION_WRITE,
                VfioUserClient.write(0, ProbeDevice.INT, VfioUserClient.bytes(1)));

        from.writeRegion(7, 0x3c, (byte) 3);
        assertThat(from.readRegion(7, 0x3c, 1)).containsExactly(3);
        assertThat(from.readInt(0, ProbeDevice.INT)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"0", "5", "7", "8", "-1"})
    void whatIsNoStateToEnterIsRefused(int state) throws Exception {
        assertThat(from.expectError(Command.DEVICE_FEATURE, stateRequest(state)))
                .isEqualTo(Errno.EINVAL);
        assertThat(state(from)).isEqualTo(RUNNING);
    }

    @Test
    void aCopyOfAStoppedDeviceDoesNotStartIt() throws Exception {
        enter(from, STOP_COPY);

        assertThat(from.expectError(Command.DEVICE_FEATURE, stateRequest(PRE_COPY)))
                .isEqualTo(Errno.EINVAL);
        assertThat(state(from)).isEqualTo(STOP_COPY);
    }

    @ParameterizedTest
    @ValueSource(ints = {RUNNING, STOP, RESUMING})
    void thereIsNothingToReadInOtherStates(int state) throws Exception {
        enter(from, state);

        assertThat(from.expectError(Command.MIG_DATA_READ, data(16, 8))).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {RUNNING, STOP, STOP_COPY, PRE_COPY})
    void nothingCanBeWrittenInOtherStates(int state) throws Exception {
        enter(from, state);

        assertThat(from.expectError(Command.MIG_DATA_WRITE, data(16, 8, new byte[8])))
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({"15, 8", "8, 8", "0, 0", "7, 0", "2147483647, -1", "2097152, 1048577"})
    void aReadThatCannotBeIsRefused(int argsz, int size) throws Exception {
        enter(from, STOP_COPY);

        assertThat(from.expectError(Command.MIG_DATA_READ, data(argsz, size)))
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @CsvSource({"7, 8", "9, 8", "0, 1", "4, -1"})
    void aWriteOfAnotherLengthThanItSaysIsRefused(int length, int size) throws Exception {
        enter(to, RESUMING);

        assertThat(to.expectError(Command.MIG_DATA_WRITE, data(8, size, new byte[length])))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void aReadAfterTheEndIsEmpty() throws Exception {
        enter(from, STOP_COPY);
        readAll(from, 4096);

        ByteBuffer reply = from.expect(Command.MIG_DATA_READ, data(1000, 900));

        assertThat(reply.getInt()).as("argsz").isEqualTo(8);
        assertThat(reply.getInt()).as("size").isZero();
        assertThat(reply.remaining()).isEqualTo(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "half", "changed", "other", "short"})
    void dataThatAreNoStateAreRefusedAndOnlyAResetHelps(String what) throws Exception {
        byte[] state = save();
        enter(to, RESUMING);
        writeAll(
                to,
                switch (what) {
                    case "nothing" -> new byte[0];
                    case "half" -> Arrays.copyOf(state, state.length / 2);
                    case "other" -> new byte[5000];
                    case "short" -> new byte[1];
                    default -> {
                        state[state.length - 5] ^= 1;
                        yield state;
                    }
                },
                4096);

        assertThat(to.expectError(Command.DEVICE_FEATURE, stateRequest(STOP)))
                .isEqualTo(Errno.EINVAL);

        assertThat(state(to)).isEqualTo(ERROR);
        assertThat(to.expectError(Command.DEVICE_FEATURE, stateRequest(RUNNING)))
                .isEqualTo(Errno.EINVAL);
        to.expect(Command.DEVICE_RESET, new byte[0]);
        assertThat(state(to)).isEqualTo(RUNNING);
        to.writeInt(0, ProbeDevice.INT, 3);
        assertThat(to.readInt(0, ProbeDevice.INT)).isEqualTo(3);
    }

    @Test
    void aStreamOfAnyLengthCountsByItsEnd() throws Exception {
        from.writeInt(0, ProbeDevice.INT, 6);
        byte[] state = save();
        enter(to, RESUMING);
        byte[] megabyte = data(8, 1 << 20, new byte[1 << 20]);
        for (int i = 0; i < 100; i++) {
            to.expect(Command.MIG_DATA_WRITE, megabyte);
        }
        writeAll(to, state, 50);

        enter(to, RUNNING);

        assertThat(to.readInt(0, ProbeDevice.INT)).isEqualTo(6);
    }

    @Test
    void aRunningDeviceIsReadAgainAndAgain() throws Exception {
        enter(from, PRE_COPY);

        byte[] first = readAll(from, 64);
        from.writeInt(0, ProbeDevice.INT, 99);
        byte[] second = readAll(from, 64);

        assertThat(second).isNotEmpty().isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {STOP, STOP_COPY, RESUMING, PRE_COPY})
    void aResetEndsEveryMigration(int state) throws Exception {
        enter(from, state);

        from.expect(Command.DEVICE_RESET, new byte[0]);

        assertThat(state(from)).isEqualTo(RUNNING);
        from.writeInt(0, ProbeDevice.TIMER, 1);
        while (from.readInt(0, ProbeDevice.DONE) == 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {STOP, STOP_COPY, RESUMING, PRE_COPY})
    void theNextClientFindsARunningDevice(int state) throws Exception {
        from.writeInt(0, ProbeDevice.INT, 9);
        enter(from, state);
        from.close();

        from = served.client();

        assertThat(state(from)).isEqualTo(RUNNING);
        assertThat(from.readInt(0, ProbeDevice.INT)).isEqualTo(state == RESUMING ? 0 : 9);
        from.writeInt(0, ProbeDevice.TIMER, 1);
        while (from.readInt(0, ProbeDevice.DONE) == 0) {
            Thread.onSpinWait();
        }
    }

    private byte[] save() throws Exception {
        enter(from, STOP_COPY);
        byte[] state = readAll(from, 4096);
        enter(from, STOP);
        return state;
    }

    private static int state(VfioUserClient client) throws Exception {
        ByteBuffer reply =
                client.expect(
                        Command.DEVICE_FEATURE, payload(8).putInt(16).putInt(GET_STATE).array());
        assertThat(reply.getInt()).as("argsz").isEqualTo(16);
        assertThat(reply.getInt()).as("flags").isEqualTo(GET_STATE);
        int state = reply.getInt();
        assertThat(reply.getInt()).as("data_fd").isEqualTo(-1);
        return state;
    }

    private static void enter(VfioUserClient client, int state) throws Exception {
        client.expect(Command.DEVICE_FEATURE, stateRequest(state));
    }

    private static byte[] stateRequest(int state) {
        return payload(16).putInt(16).putInt(SET_STATE).putInt(state).putInt(-1).array();
    }

    private static byte[] readAll(VfioUserClient client, int step) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            ByteBuffer reply = client.expect(Command.MIG_DATA_READ, data(8 + step, step));
            int argsz = reply.getInt();
            int size = reply.getInt();
            assertThat(argsz).isEqualTo(8 + size);
            assertThat(reply.remaining()).as("padded to what was asked for").isEqualTo(step);
            byte[] part = new byte[size];
            reply.get(part);
            all.writeBytes(part);
            if (size < step) {
                return all.toByteArray();
            }
        }
    }

    private static void writeAll(VfioUserClient client, byte[] state, int step) throws Exception {
        for (int done = 0; done < state.length; done += step) {
            byte[] part = Arrays.copyOfRange(state, done, Math.min(done + step, state.length));
            ByteBuffer reply = client.expect(Command.MIG_DATA_WRITE, data(8, part.length, part));
            assertThat(reply.remaining()).isZero();
        }
    }

    private static byte[] data(int argsz, int size, byte... data) {
        return payload(8 + data.length).putInt(argsz).putInt(size).put(data).array();
    }
}
