package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.DeviceContext;
import dev.barista.spi.binding.DeviceBinding;
import dev.barista.spi.binding.DeviceParameters;
import dev.barista.spi.binding.StateReader;

import org.junit.jupiter.api.Test;

import java.util.Random;

/** Any bytes will do to find these devices out, so they come from a generator here. */
class DeviceFuzzerTest {
    private static final int INPUTS = 300;

    @Test
    void aDeviceThatDoesWhatDevicesDoPasses() {
        assertThatCode(() -> fuzz(DeviceFuzzer.of(SampleDevice.class))).doesNotThrowAnyException();
    }

    @Test
    void parametersAreThoseOfTheDevice() {
        assertThatThrownBy(() -> DeviceFuzzer.of(SampleDevice.class, "toggle=2"))
                .hasMessageContaining("toggle");
    }

    static final class Throws extends SampleDevice {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void write32(int offset, int value) {
                    if (offset == RAISE && value < 0) {
                        throw new IllegalStateException("a negative vector");
                    }
                    super.write32(offset, value);
                }
            };
        }
    }

    @Test
    void whatTheDevicesCodeThrowsIsFoundAndToldAsCode() {
        assertThatThrownBy(() -> fuzz(DeviceFuzzer.of(Throws.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a negative vector")
                .hasMessageMatching("(?s).*bar\\(0\\)\\.write32\\(0x24, 0x[0-9a-f]+\\)");
    }

    static final class ChangesWhenLookedAt extends SampleDevice {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public long peek(int offset, int width) {
                    long value = super.peek(offset, width);
                    toggle ^= offset == TOGGLE ? status & RANG : 0;
                    return value;
                }
            };
        }
    }

    @Test
    void aLookThatChangesSomethingIsFound() {
        assertThatThrownBy(() -> fuzz(DeviceFuzzer.of(ChangesWhenLookedAt.class)))
                .hasMessageContaining("toggle");
    }

    static final class ForgetsTheAddress extends SampleDevice {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void restore(StateReader in) {
                    super.restore(in);
                    address &= ~0xffL;
                }
            };
        }
    }

    @Test
    void aRestoredDeviceThatIsNotLikeTheSavedOneIsFound() {
        assertThatThrownBy(() -> fuzz(DeviceFuzzer.of(ForgetsTheAddress.class)))
                .hasMessageContaining("registers restored");
    }

    static final class RemembersAcrossResets extends SampleDevice {
        @Override
        public DeviceBinding create(DeviceContext context, DeviceParameters parameters) {
            return new Instance(context, 0) {
                @Override
                public void reset() {
                    int before = control;
                    super.reset();
                    control |= before & 0x8000_0000;
                }
            };
        }
    }

    @Test
    void whatIsLeftAfterAResetIsFound() {
        assertThatThrownBy(() -> fuzz(DeviceFuzzer.of(RemembersAcrossResets.class)))
                .hasMessageContaining("reset registers");
    }

    @Test
    void registersThatChangeByThemselvesAreNotCompared() {
        assertThatCode(() -> fuzz(DeviceFuzzer.of(RemembersAcrossResets.class).ignoring("control")))
                .doesNotThrowAnyException();
    }

    @Test
    void aFindingDoesNotSpoilWhatComesAfterIt() {
        try (DeviceFuzzer fuzzer = DeviceFuzzer.of(Throws.class)) {
            assertThatThrownBy(() -> inputs(fuzzer)).isInstanceOf(AssertionError.class);

            assertThatCode(() -> fuzzer.run(new byte[0])).doesNotThrowAnyException();
        }
    }

    private static void fuzz(DeviceFuzzer fuzzer) {
        try (fuzzer) {
            inputs(fuzzer);
        }
    }

    private static void inputs(DeviceFuzzer fuzzer) {
        Random random = new Random(1);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = new byte[random.nextInt(400)];
            random.nextBytes(input);
            fuzzer.run(input);
        }
    }
}
