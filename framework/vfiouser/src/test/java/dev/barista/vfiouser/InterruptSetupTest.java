package dev.barista.vfiouser;

import static dev.barista.vfiouser.VfioUserClient.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.vfiouser.ffi.EventFd;
import dev.barista.vfiouser.ffi.Fd;
import dev.barista.vfiouser.ffi.SharedFile;
import dev.barista.vfiouser.protocol.Command;
import dev.barista.vfiouser.protocol.Errno;
import dev.barista.vfiouser.protocol.IrqIndex;
import dev.barista.vfiouser.protocol.IrqSet;
import dev.barista.vfiouser.protocol.PciRegion;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

@Timeout(60)
class InterruptSetupTest {
    private static final int MASK = IrqSet.ACTION_MASK | IrqSet.DATA_NONE;
    private static final int UNMASK = IrqSet.ACTION_UNMASK | IrqSet.DATA_NONE;
    private static final int TRIGGER = IrqSet.ACTION_TRIGGER | IrqSet.DATA_NONE;
    private static final int ASSIGN = IrqSet.ACTION_TRIGGER | IrqSet.DATA_EVENTFD;
    private static final int TRIGGER_CHOSEN = IrqSet.ACTION_TRIGGER | IrqSet.DATA_BOOL;

    @RegisterExtension final ServedProbe served = new ServedProbe();
    private VfioUserClient client;
    private EventFd[] events;

    @BeforeEach
    void connect() throws Exception {
        client = served.client();
        events = new EventFd[4];
        for (int i = 0; i < events.length; i++) {
            events[i] = served.closing(EventFd.create());
        }
    }

    @Nested
    class MsiX {
        @Test
        void aSignalRaisesTheEventfdOfItsVector() throws Exception {
            assign(IrqIndex.MSIX, 0, events);

            signal(2);

            assertThat(counts()).containsExactly(0, 0, 1, 0);
        }

        @Test
        void eventfdsMayBeAssignedInChunks() throws Exception {
            assign(IrqIndex.MSIX, 0, events[0]);
            assign(IrqIndex.MSIX, 2, events[2], events[3]);
            assign(IrqIndex.MSIX, 1, events[1]);

            signal(0);
            signal(1);
            signal(3);

            assertThat(counts()).containsExactly(1, 1, 0, 1);
        }

        @Test
        void aSignalBeforeItsEventfdArrivesIsDeliveredThen() throws Exception {
            enableMsiX();
            signal(1);

            assign(IrqIndex.MSIX, 0, events);

            assertThat(counts()).containsExactly(0, 1, 0, 0);
        }

        @Test
        void aSignalWhileMaskedIsDeliveredWhenUnmasked() throws Exception {
            assign(IrqIndex.MSIX, 0, events);
            set(MASK, IrqIndex.MSIX, 1, 1);
            signal(1);
            assertThat(counts()).containsExactly(0, 0, 0, 0);

            set(UNMASK, IrqIndex.MSIX, 1, 1);

            assertThat(counts()).containsExactly(0, 1, 0, 0);
        }

        @Test
        void maskingOneVectorLeavesTheOthersAlone() throws Exception {
            assign(IrqIndex.MSIX, 0, events);
            set(MASK, IrqIndex.MSIX, 1, 1);

            signal(2);

            assertThat(counts()).containsExactly(0, 0, 1, 0);
        }

        @Test
        void onlyTheChosenVectorsAreMasked() throws Exception {
            assign(IrqIndex.MSIX, 0, events);
            setChosen(IrqSet.ACTION_MASK | IrqSet.DATA_BOOL, IrqIndex.MSIX, 0, 1, 0, 1, 0);

            for (int vector = 0; vector < 4; vector++) {
                signal(vector);
            }

            assertThat(counts()).containsExactly(0, 1, 0, 1);
        }

        @Test
        void theClientTriggersVectorsItself() throws Exception {
            assign(IrqIndex.MSIX, 0, events);

            set(TRIGGER, IrqIndex.MSIX, 1, 2);
            setChosen(TRIGGER_CHOSEN, IrqIndex.MSIX, 0, 0, 0, 0, 1);

            assertThat(counts()).containsExactly(0, 1, 1, 1);
        }

        @Test
        void anEventfdThatIsReplacedGetsNoMoreSignals() throws Exception {
            assign(IrqIndex.MSIX, 0, events[0]);

            assign(IrqIndex.MSIX, 0, events[1]);
            signal(0);

            assertThat(counts()).containsExactly(0, 1, 0, 0);
        }

        @Test
        void noEventfdsTakeThoseAwayThatAreThere() throws Exception {
            assign(IrqIndex.MSIX, 0, events);

            set(ASSIGN, IrqIndex.MSIX, 1, 2);
            signal(0);
            signal(1);
            signal(2);
            signal(3);

            assertThat(counts()).containsExactly(1, 0, 0, 1);
        }

        @Test
        void aCountOfNothingTakesAllAway() throws Exception {
            assign(IrqIndex.MSIX, 0, events);

            set(TRIGGER, IrqIndex.MSIX, 0, 0);
            signal(0);

            assertThat(counts()).containsExactly(0, 0, 0, 0);
        }

        @Test
        void aPendingVectorIsSeenInThePendingBits() throws Exception {
            enableMsiX();

            signal(3);

            int pendingBits = 4 * 16;
            assertThat(client.readInt(4, pendingBits)).isEqualTo(1 << 3);
        }

        private void enableMsiX() throws Exception {
            int capability = findCapability(0x11);
            client.writeRegion(PciRegion.CONFIG, capability + 2, (byte) 0, (byte) 0x80);
        }
    }

    @Nested
    class Msi {
        @Test
        void aSignalRaisesTheEventfdOfItsMessage() throws Exception {
            assign(IrqIndex.MSI, 0, events[0], events[1]);

            signal(1);

            assertThat(counts()).containsExactly(0, 1, 0, 0);
        }
    }

    @Nested
    class Pin {
        @Test
        void thePinMasksItselfWhenItFires() throws Exception {
            assign(IrqIndex.INTX, 0, events[0]);

            signal(0);
            clear(0);
            signal(0);

            assertThat(counts()).containsExactly(1, 0, 0, 0);
        }

        @Test
        void thePinFiresAgainWhenUnmaskedWhileAsserted() throws Exception {
            assign(IrqIndex.INTX, 0, events[0]);
            signal(0);

            set(UNMASK, IrqIndex.INTX, 0, 1);
            set(UNMASK, IrqIndex.INTX, 0, 1);

            assertThat(counts()).containsExactly(3, 0, 0, 0);
        }

        @Test
        void thePinDoesNotFireWhenUnmaskedAfterItsConditionIsGone() throws Exception {
            assign(IrqIndex.INTX, 0, events[0]);
            signal(0);
            clear(0);

            set(UNMASK, IrqIndex.INTX, 0, 1);

            assertThat(counts()).containsExactly(1, 0, 0, 0);
        }

        @Test
        void aPinThatIsAssertedAlreadyFiresWhenItsEventfdArrives() throws Exception {
            signal(0);

            assign(IrqIndex.INTX, 0, events[0]);

            assertThat(counts()).containsExactly(1, 0, 0, 0);
        }

        @Test
        void aMaskedPinFiresWhenUnmasked() throws Exception {
            assign(IrqIndex.INTX, 0, events[0]);
            set(MASK, IrqIndex.INTX, 0, 1);
            signal(0);
            assertThat(counts()).containsExactly(0, 0, 0, 0);

            set(UNMASK, IrqIndex.INTX, 0, 1);

            assertThat(counts()).containsExactly(1, 0, 0, 0);
        }

        @Test
        void aPinWithoutEventfdHoldsNothingUp() throws Exception {
            signal(0);
            clear(0);

            assertThat(client.readInt(0, ProbeDevice.ID_OFFSET)).isEqualTo(ProbeDevice.ID_VALUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 2, 0, 1, nothing to do",
        "0x20, 2, 0, 1, no kind of data",
        "0x01, 2, 0, 1, no action",
        "0x23, 2, 0, 1, two kinds of data",
        "0x31, 2, 0, 1, two actions",
        "0x61, 2, 0, 1, an unknown flag",
        "-1, 2, 0, 1, all flags",
        "0x21, 5, 0, 1, no such kind",
        "0x21, -1, 0, 1, no such kind",
        "0x21, 2, 4, 1, behind the last",
        "0x21, 2, 0, 5, more than there are",
        "0x21, 2, 3, 2, over the last",
        "0x21, 2, -1, 1, before the first",
        "0x21, 2, 0, -1, an enormous count",
        "0x21, 2, 0x7fffffff, 0x7fffffff, an enormous sum",
        "0x21, 2, 1, 0, nothing from somewhere",
        "0x09, 2, 0, 0, masking nothing",
        "0x11, 2, 0, 0, unmasking nothing",
        "0x22, 2, 0, 0, choosing from nothing",
        "0x21, 3, 0, 1, errors that the device does not have",
    })
    void aRequestThatCannotBeIsRefused(
            String flags, String index, String start, String count, String why) throws Exception {
        byte[] payload =
                request(
                        Integer.decode(flags),
                        Integer.decode(index),
                        Integer.decode(start),
                        Integer.decode(count));

        assertThat(client.expectError(Command.DEVICE_SET_IRQS, payload))
                .as(why)
                .isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 21})
    void aRequestOfAnotherLengthIsRefused(int length) throws Exception {
        byte[] payload = Arrays.copyOf(request(TRIGGER, IrqIndex.MSIX, 0, 1), length);

        assertThat(client.expectError(Command.DEVICE_SET_IRQS, payload)).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void choicesForAnotherNumberOfInterruptsAreRefused(int choices) throws Exception {
        byte[] payload = Arrays.copyOf(request(TRIGGER_CHOSEN, IrqIndex.MSIX, 0, 4), 20 + choices);

        assertThat(client.expectError(Command.DEVICE_SET_IRQS, payload)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void anArgszThatIsTooSmallIsRefused() throws Exception {
        byte[] payload = request(TRIGGER, IrqIndex.MSIX, 0, 1);
        payload[0] = 19;

        assertThat(client.expectError(Command.DEVICE_SET_IRQS, payload)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void anotherNumberOfEventfdsThanOfInterruptsIsRefusedAndTheyAreClosed() throws Exception {
        int before = Fd.openCount();

        int errno =
                client.expectError(
                        Command.DEVICE_SET_IRQS,
                        request(ASSIGN, IrqIndex.MSIX, 0, 3),
                        fds(events[0], events[1]));

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {TRIGGER, MASK, UNMASK})
    void eventfdsWhereNoneBelongAreRefusedAndClosed(int flags) throws Exception {
        int before = Fd.openCount();

        int errno =
                client.expectError(
                        Command.DEVICE_SET_IRQS,
                        request(flags, IrqIndex.MSIX, 0, 1),
                        events[0].fd());

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void aMaskIsToldByAnEventfdWhenItChanges() throws Exception {
        set(IrqSet.ACTION_MASK | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 1, 1, events[1].fd());
        set(IrqSet.ACTION_UNMASK | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 1, 1, events[2].fd());

        set(UNMASK, IrqIndex.MSIX, 1, 1);
        assertThat(events[2].drain()).as("unmasked before").isZero();

        set(MASK, IrqIndex.MSIX, 0, 4);
        set(MASK, IrqIndex.MSIX, 1, 1);
        assertThat(events[1].drain()).as("masked").isEqualTo(1);

        set(UNMASK, IrqIndex.MSIX, 1, 1);
        assertThat(events[2].drain()).as("unmasked").isEqualTo(1);
        assertThat(events[1].drain()).isZero();
    }

    @Test
    void thePinTellsThatItMasksItself() throws Exception {
        set(ASSIGN, IrqIndex.INTX, 0, 1, events[0].fd());
        set(IrqSet.ACTION_MASK | IrqSet.DATA_EVENTFD, IrqIndex.INTX, 0, 1, events[1].fd());

        client.writeInt(0, ProbeDevice.SIGNAL, 0);

        assertThat(events[0].drain()).as("fired").isEqualTo(1);
        assertThat(events[1].drain()).as("masked").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {IrqSet.ACTION_MASK, IrqSet.ACTION_UNMASK})
    void anEventfdForMaskingIsTakenAwayByNone(int action) throws Exception {
        int before = Fd.openCount();
        set(action | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 0, 2, events[0].fd(), events[1].fd());
        assertThat(Fd.openCount()).isEqualTo(before + 2);

        set(action | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 0, 2);

        assertThat(Fd.openCount()).isEqualTo(before);
        set(MASK, IrqIndex.MSIX, 0, 2);
        set(UNMASK, IrqIndex.MSIX, 0, 2);
        assertThat(events[0].drain()).isZero();
    }

    @Test
    void disablingAKindTakesAllItsEventfdsAway() throws Exception {
        int before = Fd.openCount();
        set(ASSIGN, IrqIndex.MSIX, 0, 1, events[0].fd());
        set(IrqSet.ACTION_MASK | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 0, 1, events[1].fd());
        set(IrqSet.ACTION_UNMASK | IrqSet.DATA_EVENTFD, IrqIndex.MSIX, 3, 1, events[2].fd());

        set(TRIGGER, IrqIndex.MSIX, 0, 0);

        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void whatIsNoEventfdIsRefusedAndNoneIsAssigned() throws Exception {
        SharedFile file = served.closing(SharedFile.inMemory("no eventfd", 4096));
        int before = Fd.openCount();

        int errno =
                client.expectError(
                        Command.DEVICE_SET_IRQS,
                        request(ASSIGN, IrqIndex.MSIX, 0, 2),
                        events[0].fd(),
                        file.fd());

        assertThat(errno).isEqualTo(Errno.EINVAL);
        assertThat(Fd.openCount()).isEqualTo(before);
        signal(0);
        assertThat(counts()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void interruptsThatAreTakenAwayLeaveNoDescriptor() throws Exception {
        int before = Fd.openCount();
        assign(IrqIndex.MSIX, 0, events);
        assign(IrqIndex.MSIX, 0, events);
        assign(IrqIndex.INTX, 0, events[0]);

        set(TRIGGER, IrqIndex.MSIX, 0, 0);
        set(TRIGGER, IrqIndex.INTX, 0, 0);

        assertThat(Fd.openCount()).isEqualTo(before);
    }

    @Test
    void aKindWithoutInterruptsCanBeDisabled() throws Exception {
        set(TRIGGER, IrqIndex.ERR, 0, 0);
    }

    private void assign(int index, int start, EventFd... assigned) throws Exception {
        client.expect(
                Command.DEVICE_SET_IRQS,
                request(ASSIGN, index, start, assigned.length),
                fds(assigned));
    }

    private void set(int flags, int index, int start, int count, Fd... fds) throws Exception {
        client.expect(Command.DEVICE_SET_IRQS, request(flags, index, start, count), fds);
    }

    private void setChosen(int flags, int index, int start, int... chosen) throws Exception {
        byte[] payload =
                Arrays.copyOf(request(flags, index, start, chosen.length), 20 + chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            payload[20 + i] = (byte) chosen[i];
        }
        client.expect(Command.DEVICE_SET_IRQS, payload);
    }

    private void signal(int vector) throws Exception {
        client.writeInt(0, ProbeDevice.SIGNAL, vector);
    }

    private void clear(int vector) throws Exception {
        client.writeInt(0, ProbeDevice.CLEAR, vector);
    }

    private int[] counts() {
        return Arrays.stream(events).mapToInt(event -> (int) event.drain()).toArray();
    }

    private int findCapability(int id) throws Exception {
        byte[] space = client.readRegion(PciRegion.CONFIG, 0, 256);
        for (int at = space[0x34]; at != 0; at = space[at + 1]) {
            if (space[at] == id) {
                return at;
            }
        }
        throw new AssertionError("no capability " + id);
    }

    private static Fd[] fds(EventFd... events) {
        return Arrays.stream(events).map(EventFd::fd).toArray(Fd[]::new);
    }

    private static byte[] request(int flags, int index, int start, int count) {
        return payload(20)
                .putInt(20)
                .putInt(flags)
                .putInt(index)
                .putInt(start)
                .putInt(count)
                .array();
    }
}
