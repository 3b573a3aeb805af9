package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.DeviceContext;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceDescription.Identity;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.GuestErrors.Kind;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;

/**
 * Each of the contract's tests finds the mistake that it is for. A device with a mistake is here at
 * the same time the test class that finds it.
 */
class DeviceContractTest {
    @DeviceTest(CannotBeSaved.class)
    static final class CannotBeSaved extends SampleDevice implements DeviceContract {
        @Override
        boolean saveable() {
            return false;
        }

        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void save(StateWriter out) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void restore(StateReader in) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    @Test
    void aDeviceThatCannotBeSavedFulfilsTheContractToo() {
        assertThat(TestRun.failures(CannotBeSaved.class)).isEmpty();
    }

    /** The framework itself answers for these two, so no device can get them wrong by its code. */
    @DeviceTest(AnotherFunction.class)
    static final class AnotherFunction extends SampleDevice implements DeviceContract {
        @Override
        Identity identity() {
            return new Identity(0x1234, 0x5a4d, 0x04, 0x08_80_00, 0x1af4, 0x1100);
        }

        @Override
        int size() {
            return 0x2000;
        }
    }

    // The extension would give it the driver and the host's view of the same device.
    @SuppressWarnings("JUnitMethodInvoked")
    @Test
    void anIdentityThatIsNotTheDescribedOneIsFound() {
        try (HostedRig sample = rig(SampleDeviceContractTest.class);
                HostedRig another = rig(AnotherFunction.class)) {
            assertThatThrownBy(
                            () ->
                                    new AnotherFunction()
                                            .identityIsReadableInConfigSpace(
                                                    sample.driver(), another.device()))
                    .hasMessageContaining("revision=4")
                    .hasMessageContaining("revision=3");
        }
    }

    // The extension would give it the driver and the host's view of the same device.
    @SuppressWarnings("JUnitMethodInvoked")
    @Test
    void aBarThatDoesNotSizeAsDescribedIsFound() {
        try (HostedRig sample = rig(SampleDeviceContractTest.class);
                HostedRig another = rig(AnotherFunction.class)) {
            assertThatThrownBy(
                            () ->
                                    new AnotherFunction()
                                            .barsSizeAsDescribed(sample.driver(), another.device()))
                    .hasMessageContaining("0xffffe000")
                    .hasMessageContaining("0xfffff000");
        }
    }

    private static HostedRig rig(Class<?> tests) {
        return new HostedRig(tests.getAnnotation(DeviceTest.class));
    }

    @DeviceTest(ResetsToSomethingElse.class)
    static final class ResetsToSomethingElse extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void reset() {
                    super.reset();
                    control = 0;
                }
            };
        }
    }

    @Test
    void aResetValueThatIsNotTheDescribedOneIsFound() {
        assertThat(TestRun.failures(ResetsToSomethingElse.class))
                .containsOnlyKeys("registersReadTheirResetValues");
    }

    @DeviceTest(ControlIsLive.class)
    static final class ControlIsLive extends SampleDevice implements DeviceContract {
        @Override
        public Set<String> liveRegisters() {
            return Set.of("control");
        }

        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                private int resets;

                @Override
                public void reset() {
                    super.reset();
                    control = 0x100 + resets++;
                }
            };
        }
    }

    @Test
    void aRegisterThatIsSaidToBeLiveMayHaveAnyValue() {
        assertThat(TestRun.failures(ControlIsLive.class)).isEmpty();
    }

    @DeviceTest(GapsReadZero.class)
    static final class GapsReadZero extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public int read32(int offset) {
                    return offset < 0x40 ? super.read32(offset) : 0;
                }
            };
        }
    }

    @Test
    void aGapThatDoesNotReadAllOnesIsFound() {
        assertThat(TestRun.failures(GapsReadZero.class))
                .containsOnlyKeys("readsWhereNoRegisterIsAnswerAllOnes");
    }

    @DeviceTest(GapsAreNotCounted.class)
    static final class GapsAreNotCounted extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public long read64(int offset) {
                    return offset == ADDRESS ? address : -1;
                }
            };
        }
    }

    @Test
    void aGapWhoseReadsAreNotCountedIsFound() {
        assertThat(TestRun.failures(GapsAreNotCounted.class))
                .containsOnlyKeys("readsWhereNoRegisterIsAnswerAllOnes");
    }

    @DeviceTest(AnswersHalves.class)
    static final class AnswersHalves extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public int read16(int offset) {
                    return offset == CONTROL ? control & 0xffff : super.read16(offset);
                }
            };
        }
    }

    @Test
    void aRegisterThatAnswersAnotherWidthIsFound() {
        assertThat(TestRun.failures(AnswersHalves.class))
                .containsOnlyKeys("registersTakeNoOtherWidthThanTheirOwn");
    }

    @DeviceTest(TakesBytes.class)
    static final class TakesBytes extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void write8(int offset, int value) {
                    super.write8(offset, value);
                    if (offset == CONTROL) {
                        control = value;
                    }
                }
            };
        }
    }

    @Test
    void aRegisterThatTakesAnotherWidthIsFound() {
        assertThat(TestRun.failures(TakesBytes.class))
                .containsOnlyKeys("registersTakeNoOtherWidthThanTheirOwn");
    }

    @DeviceTest(TrustsTheGuest.class)
    static final class TrustsTheGuest extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                private final byte[] queues = new byte[256];

                @Override
                public void write8(int offset, int value) {
                    super.write8(offset, value);
                    queues[(byte) toggle]++;
                }
            };
        }
    }

    @Test
    void aDeviceThatAGuestCanFaultIsFoundWithTheAccess() {
        assertThat(TestRun.failures(TrustsTheGuest.class))
                .hasEntrySatisfying(
                        "randomAccessesDoNoHarm",
                        failure ->
                                assertThat(failure)
                                        .hasMessageMatching(
                                                "access \\d+ with seed 1: bar\\(0\\)\\.write8\\(.*")
                                        .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class));
    }

    @DeviceTest(AllocatesWhatTheGuestSays.class)
    static final class AllocatesWhatTheGuestSays extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void write32(int offset, int value) {
                    super.write32(offset, value);
                    if (offset == CONTROL) {
                        control = new byte[value & 0xff_ffff].length;
                    }
                }
            };
        }
    }

    @Test
    void aDeviceThatAllocatesWhatTheGuestSaysIsFound() {
        assertThat(TestRun.failures(AllocatesWhatTheGuestSays.class))
                .containsOnlyKeys("randomAccessesDoNoHarm");
    }

    @DeviceTest(StartsEachTime.class)
    static final class StartsEachTime extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                void delay(Duration duration) {
                    context.after(duration, () -> {});
                }
            };
        }
    }

    @Test
    void aDeviceThatStartsATimerForEachWriteIsFound() {
        assertThat(TestRun.failures(StartsEachTime.class))
                .containsOnlyKeys("writesDoNotPileUpWork");
    }

    @DeviceTest(ForgetsARegister.class)
    static final class ForgetsARegister extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void restore(StateReader in) {
                    super.restore(in);
                    address = 0x1000;
                }
            };
        }
    }

    @Test
    void aRegisterThatIsNotRestoredIsFound() {
        assertThat(TestRun.failures(ForgetsARegister.class))
                .containsOnlyKeys("aRestoredDeviceIsLikeTheSavedOne");
    }

    @DeviceTest(TrustsTheState.class)
    static final class TrustsTheState extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                private final int[] toggles = new int[256];

                @Override
                public void restore(StateReader in) {
                    super.restore(in);
                    toggle = toggles[toggle] + toggle;
                }
            };
        }
    }

    @Test
    void aDeviceThatTrustsASavedStateIsFound() {
        assertThat(TestRun.failures(TrustsTheState.class))
                .containsOnlyKeys("aDamagedStateIsRefusedOrHarmless");
    }

    @DeviceTest(KeepsARegister.class)
    static final class KeepsARegister extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void reset() {
                    int kept = toggle;
                    super.reset();
                    toggle = kept;
                }
            };
        }
    }

    @Test
    void aRegisterThatAResetForgetsIsFound() {
        assertThat(TestRun.failures(KeepsARegister.class))
                .containsOnlyKeys("resetRestoresTheResetValues");
    }

    @DeviceTest(TakesTheId.class)
    static final class TakesTheId extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void write32(int offset, int value) {
                    super.write32(offset, value);
                    if (offset == STATUS) {
                        status = value;
                    }
                }
            };
        }
    }

    @Test
    void aReadOnlyRegisterThatCanBeWrittenIsFound() {
        assertThat(TestRun.failures(TakesTheId.class))
                .containsOnlyKeys("writesToReadOnlyRegistersAreIgnored");
    }

    @DeviceTest(LookingCounts.class)
    static final class LookingCounts extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public long peek(int offset, int width) {
                    errors.count(Kind.UNMAPPED_READ, 0, offset, width);
                    return super.peek(offset, width);
                }
            };
        }
    }

    @Test
    void aLookThatIsCountedIsFound() {
        assertThat(TestRun.failures(LookingCounts.class))
                .containsOnlyKeys("lookingAtRegistersChangesNothing");
    }

    @DeviceTest(LookingClears.class)
    static final class LookingClears extends SampleDevice implements DeviceContract {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public long peek(int offset, int width) {
                    long seen = super.peek(offset, width);
                    if (offset == ADDRESS) {
                        address = 0x1000;
                    }
                    return seen;
                }
            };
        }
    }

    @Test
    void aLookThatClearsIsFound() {
        assertThat(TestRun.failures(LookingClears.class))
                .containsKey("lookingAtRegistersChangesNothing");
    }
}
