package dev.barista.hyperv.hdv;

import static org.assertj.core.api.Assertions.assertThat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.barista.hyperv.error.HResult;
import dev.barista.hyperv.ffi.WideString;
import dev.barista.runtime.HostedDevice;
import dev.barista.standins.StandInTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the platform asks, what it may do wrong, and what a device may do wrong. */
@StandInTest
@Timeout(60)
class CallbacksTest {
    private static final int BAR0 = 0;
    private static final int MSIX_BAR = 2;
    private static final int SET_CONFIGURATION = 2;
    private static final int GET_DETAILS = 3;

    @RegisterExtension final HostedOnStandIn hosted = new HostedOnStandIn();

    private StandInMachine machine() {
        return hosted.machine();
    }

    private UUID runProbe(Map<String, String> configuration) {
        UUID id = addProbe(configuration);
        assertThat(machine().start()).isZero();
        return id;
    }

    private UUID addProbe(Map<String, String> configuration) {
        hosted.open(
                HostingModel.EXTERNAL, builder -> builder.device(new ProbeDevice_Type(), Map.of()));
        FlexibleIovDevice entry =
                FlexibleIovDevice.of("hdvprobe", "hdvprobe", HostingModel.EXTERNAL, configuration);
        machine().add(entry);
        return entry.instanceId();
    }

    @Test
    void theDetailsAreTheDevicesIdentityAndProbedBars() {
        UUID probe = runProbe(Map.of());

        MemorySegment details = machine().details(probe);

        assertThat(details.asSlice(0, 4).toArray(JAVA_SHORT))
                .containsExactly((short) 0x1234, (short) 0x7e58);
        assertThat(details.get(JAVA_INT, 4))
                .as("revision, interface, subclass, class")
                .isEqualTo(0x0880_0103);
        assertThat(details.asSlice(8, 4).toArray(JAVA_SHORT))
                .containsExactly((short) 0x1af4, (short) 0x0042);
        assertThat(details.asSlice(12).toArray(JAVA_INT))
                .containsExactly(0xffff_f000, 0, 0xffff_000c, -1, 0, 0);
    }

    @Test
    void everyCallbackOfAPowerOnIsMadeOnce() {
        UUID probe = runProbe(Map.of());
        machine().stop();
        machine().end();

        assertThat(IntStream.range(0, 6).mapToLong(i -> machine().calls(probe, i)))
                .as("Initialize, Teardown, SetConfiguration, GetDetails, Start, Stop")
                .containsExactly(1L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void theDocumentsConfigurationSetsTheDevicesParameters() {
        UUID probe = runProbe(Map.of("start", "0x20"));

        machine().write(probe, BAR0, ProbeDevice.DMA_COMMAND, 4, 0);

        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(0x20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "", "=1", "start=many", "stop=1"})
    void aConfigurationThatTheDeviceDoesNotTakeIsRefusedAndTheDeviceStays(String value) {
        UUID probe = runProbe(Map.of());
        machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 5);

        int result = configure(probe, value);

        assertThat(result).isEqualTo(HResult.E_INVALIDARG);
        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(5);
    }

    private int configure(UUID probe, String... values) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment strings = arena.allocate(ADDRESS, values.length + 1);
            for (int i = 0; i < values.length; i++) {
                strings.setAtIndex(ADDRESS, i, WideString.allocate(values[i], arena));
            }
            return machine().callback(probe, SET_CONFIGURATION, values.length, strings);
        }
    }

    @Test
    void theSameConfigurationAgainLeavesTheDeviceAsItIs() {
        UUID probe = runProbe(Map.of("start", "1"));
        machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 5);

        assertThat(configure(probe, "start=1")).isZero();
        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(5);

        assertThat(configure(probe)).isZero();
        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isZero();
    }

    @Test
    void aKeyThatComesTwiceIsRefused() {
        assertThat(configure(runProbe(Map.of()), "start=1", "start=2"))
                .isEqualTo(HResult.E_INVALIDARG);
    }

    @Test
    void moreStringsThanADocumentCanHaveAreRefusedUnread() {
        UUID probe = runProbe(Map.of());

        assertThat(machine().callback(probe, SET_CONFIGURATION, -1, MemorySegment.NULL))
                .isEqualTo(HResult.E_INVALIDARG);
    }

    @Test
    void detailsFillNoMoreBarsThanThePlatformAsksFor() {
        UUID probe = runProbe(Map.of());
        MemorySegment bars = machine().allocate(JAVA_INT, 6);

        assertThat(machine().callback(probe, GET_DETAILS, 1, bars))
                .as("there is a BAR 2")
                .isEqualTo(HResult.E_INVALIDARG);
        assertThat(machine().callback(probe, GET_DETAILS, 4, bars)).isZero();
        assertThat(bars.toArray(JAVA_INT)).endsWith(0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 4",
        "6, 4",
        "7, 4",
        "2147483647, 4",
        "-2147483648, 4",
        "0, 0",
        "0, 3",
        "0, 5",
        "0, 16",
        "0, 4096",
        "0, -1",
        "0, -8",
        "0, 4294967300"
    })
    void aBarSelectorOrLengthThatIsNoneIsRefused(int bar, long length) {
        UUID probe = runProbe(Map.of());
        MemorySegment value = machine().allocate(JAVA_LONG, 1024);

        for (boolean write : new boolean[] {false, true}) {
            // -1 is the stand-in's word for configuration space
            int selector = bar == -1 ? -2 : bar;
            assertThat(machine().access(3, probe, write, selector, 0, length, value))
                    .isEqualTo(HResult.E_INVALIDARG);
        }
        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x1000",
        "0, 0xffc1",
        "0, -4",
        "0, 0x100000000",
        "0, -9223372036854775808",
        "1, 0",
        "3, 0",
        "5, 0x10"
    })
    void anAccessOutsideOfWhatTheDeviceHasReadsAllOnes(int bar, String offset) {
        UUID probe = runProbe(Map.of());
        MemorySegment value = machine().allocate(JAVA_LONG, 1);

        int read = machine().access(0, probe, false, bar, Long.decode(offset), 4, value);
        int written = machine().access(0, probe, true, bar, Long.decode(offset), 4, value);

        assertThat(read).isZero();
        assertThat(written).isZero();
        assertThat(value.get(JAVA_INT, 0)).isEqualTo(-1);
        assertThat(hosted.host().device("hdvprobe").status())
                .isEqualTo(HostedDevice.Status.RUNNING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void everyWidthReadsBackWhatWasWritten(int width) {
        UUID probe = runProbe(Map.of());
        int offset = width == 1 ? ProbeDevice.BYTE : ProbeDevice.WIDE;
        long written = 0x8899_aabb_ccdd_eeffL;

        machine().write(probe, BAR0, offset, width, written);

        // No register is two bytes wide, and where none is an access reads all ones.
        long kept = width == Short.BYTES ? -1 : written;
        int unused = Long.SIZE - width * Byte.SIZE;
        assertThat(machine().read(probe, BAR0, offset, width) << unused).isEqualTo(kept << unused);
    }

    @Test
    void configurationSpaceHasNothingBeyondItsEnd() {
        UUID probe = runProbe(Map.of());

        assertThat(machine().readConfig(probe, 0)).isEqualTo(0x7e58_1234);
        assertThat(machine().readConfig(probe, 256)).isZero();
        assertThat(machine().readConfig(probe, -4)).isZero();
        machine().writeConfig(probe, 4096, 1);
    }

    @Test
    void accessesFromSeveralThreadsAtOnceAreOneAfterAnother() {
        UUID probe = runProbe(Map.of());
        machine().write(probe, BAR0, ProbeDevice.COUNTER, 4, 7);

        long failures =
                machine().storm(probe, true, BAR0, ProbeDevice.COUNTER, 4, 20_000, 4)
                        + machine().storm(probe, false, BAR0, ProbeDevice.COUNTER, 4, 20_000, 4);

        assertThat(failures).isZero();
        assertThat(machine().read(probe, BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(80_007);
    }

    @Test
    void interruptsGoWithTheAddressAndDataOfTheTable() {
        UUID probe = runProbe(Map.of());
        enableMsix(probe);
        program(probe, 1, 0x1_fee0_2000L, 0x55);

        machine().write(probe, BAR0, ProbeDevice.SIGNAL, 4, 1);

        assertThat(machine().takeMessages(probe))
                .containsExactly(new StandInMachine.Message(0x1_fee0_2000L, 0x55));
    }

    @Test
    void aMaskedVectorAndAStandingGuestGetTheirInterruptLater() {
        UUID probe = runProbe(Map.of());
        enableMsix(probe);
        program(probe, 1, 0xfee0_0000L, 1);
        program(probe, 2, 0xfee0_0000L, 2);
        machine().write(probe, MSIX_BAR, 2 * 16 + 12, 4, 1);
        machine().write(probe, BAR0, ProbeDevice.SIGNAL, 4, 2);
        machine().stop();
        machine().write(probe, BAR0, ProbeDevice.SIGNAL, 4, 1);
        assertThat(machine().takeMessages(probe)).isEmpty();

        machine().goOn();
        assertThat(machine().takeMessages(probe))
                .containsExactly(new StandInMachine.Message(0xfee0_0000L, 1));
        machine().write(probe, MSIX_BAR, 2 * 16 + 12, 4, 0);
        assertThat(machine().takeMessages(probe))
                .containsExactly(new StandInMachine.Message(0xfee0_0000L, 2));
    }

    @Test
    void anInterruptThatThePlatformRefusesStaysPending() {
        UUID probe = runProbe(Map.of());
        enableMsix(probe);
        program(probe, 0, 0xfee0_0000L, 9);
        machine().set(StandInMachine.Fault.INTERRUPTS_REFUSED, 1);
        machine().write(probe, BAR0, ProbeDevice.SIGNAL, 4, 0);

        machine().set(StandInMachine.Fault.INTERRUPTS_REFUSED, 0);
        machine().stop();
        machine().goOn();

        assertThat(machine().takeMessages(probe)).hasSize(1);
    }

    private void enableMsix(UUID probe) {
        int capability = machine().readConfig(probe, 0x34) & 0xff;
        while ((machine().readConfig(probe, capability) & 0xff) != 0x11) {
            capability = machine().readConfig(probe, capability) >>> 8 & 0xff;
        }
        machine()
                .writeConfig(
                        probe, capability, machine().readConfig(probe, capability) | 0x8000_0000);
    }

    private void program(UUID probe, int vector, long address, int data) {
        machine().write(probe, MSIX_BAR, vector * 16L, 8, address);
        machine().write(probe, MSIX_BAR, vector * 16L + 8, 4, data);
        machine().write(probe, MSIX_BAR, vector * 16L + 12, 4, 0);
    }

    @Test
    void aDeviceThatThrowsIsFaultedAndTheOthersGoOn() {
        hosted.open(
                HostingModel.EXTERNAL,
                builder ->
                        builder.device(new ProbeDevice_Type(), Map.of())
                                .device(new ProbeDevice_Type(), Map.of()));
        FlexibleIovDevice bad =
                FlexibleIovDevice.of("hdvprobe", "hdvprobe", HostingModel.EXTERNAL, Map.of());
        FlexibleIovDevice good =
                FlexibleIovDevice.of("hdvprobe", "hdvprobe-2", HostingModel.EXTERNAL, Map.of());
        machine().add(bad);
        machine().add(good);
        assertThat(machine().start()).isZero();

        machine().write(bad.instanceId(), BAR0, ProbeDevice.THROW, 4, 1);

        assertThat(machine().read(bad.instanceId(), BAR0, ProbeDevice.COUNTER, 4))
                .isEqualTo(0xffff_ffffL);
        machine().write(good.instanceId(), BAR0, ProbeDevice.COUNTER, 4, 3);
        assertThat(machine().read(good.instanceId(), BAR0, ProbeDevice.COUNTER, 4)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aCallbackAfterTheMachineHasEndedIsAnsweredAndNoMore(int callback) {
        UUID probe = runProbe(Map.of());
        machine().stop();
        machine().end();

        assertThat(callBack(probe, callback)).isEqualTo(answerOfNobody(callback));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aCallbackAfterTheHostIsGoneIsAnsweredAndNoMore(int callback) {
        UUID probe = runProbe(Map.of());
        machine().stop();
        machine().end();
        hosted.host().close();

        assertThat(callBack(probe, callback)).isEqualTo(answerOfNobody(callback));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, 0x1_0000_0000L, 255, 256})
    void aContextThatNobodyHasGivenIsRefused(long context) {
        UUID probe = runProbe(Map.of());

        for (int callback : new int[] {0, 4, 6, 7, 8, 9}) {
            assertThat(machine().foreignCallback(probe, callback, context))
                    .isEqualTo(HResult.E_UNEXPECTED);
        }
    }

    private int callBack(UUID probe, int callback) {
        MemorySegment room = machine().allocate(JAVA_INT, 6);
        return machine().callback(probe, callback, callback == GET_DETAILS ? 6 : 0, room);
    }

    /** Teardown and Stop answer nothing. */
    private static int answerOfNobody(int callback) {
        return callback == 1 || callback == 5 ? 0 : HResult.E_UNEXPECTED;
    }
}
