package dev.barista.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class SavedStateTest {
    @Test
    void everyKindOfEntryComesBack() {
        SavedState state = sample();

        SavedState read = SavedState.parse("timer", state.toBytes());

        assertThat(read.getLong("number")).isEqualTo(-5);
        assertThat(read.getString("text")).isEqualTo("größer");
        assertThat(read.getLongs("numbers", 2)).containsExactly(1, Long.MIN_VALUE);
        assertThat(read.getBytes("bytes", 3)).containsExactly(1, 2, 3);
    }

    @Test
    void anEntryThatIsMissingOrOfAnotherKindOrLengthIsRefusedByName() {
        SavedState read = SavedState.parse("timer", sample().toBytes());

        assertThatThrownBy(() -> read.getLong("absent"))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("saved state of 'timer' lacks 'absent'");
        assertThatThrownBy(() -> read.getLong("text"))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("'text'");
        assertThatThrownBy(() -> read.getBytes("bytes", 4))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("saved 'bytes' has 3 elements, not 4");
    }

    @Test
    void aStateOfAnotherDeviceIsRefused() {
        assertThatThrownBy(() -> SavedState.parse("clock", sample().toBytes()))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("saved state is of device 'timer', not 'clock'");
    }

    @Test
    void aStateCutOffAnywhereIsRefused() {
        byte[] bytes = sample().toBytes();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SavedState.parse("timer", cut))
                    .isInstanceOf(InvalidStateException.class);
        }
    }

    @Test
    void bytesFromAnywhereAreReadOrRefusedButNothingElse() {
        byte[] good = sample().toBytes();
        Random random = new Random(1);

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                SavedState.parse("timer", bytes);
            } catch (InvalidStateException expected) {
                assertThat(expected).hasMessageContaining("saved");
            }
        }
    }

    private static SavedState sample() {
        SavedState state = new SavedState("timer");
        state.putLong("number", -5);
        state.putString("text", "größer");
        state.putLongs("numbers", new long[] {1, Long.MIN_VALUE});
        state.putBytes("bytes", new byte[] {1, 2, 3});
        return state;
    }
}
