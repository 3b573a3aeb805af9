package dev.barista.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

class StateRecordTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_536, 1_000_000})
    void aStateComesBackAsItWas(int size) {
        byte[] state = random(size);

        assertThat(StateRecord.lastOf(StateRecord.of(state))).isEqualTo(state);
    }

    @Test
    void aStateOfZerosTakesLittleRoom() {
        assertThat(StateRecord.of(new byte[1 << 20])).hasSizeLessThan(2000);
    }

    @Test
    void theLastRecordCountsWhateverComesBeforeIt() {
        byte[] before = StateRecord.of(random(5000));
        byte[] state = random(77);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(before);
        stream.writeBytes(Arrays.copyOf(before, 1234));
        stream.writeBytes(StateRecord.of(state));

        assertThat(StateRecord.lastOf(stream.toByteArray())).isEqualTo(state);
    }

    @Test
    void everyRecordThatIsCutOffIsRefused() {
        byte[] record = StateRecord.of(random(50));

        for (int length = 0; length < record.length; length++) {
            refuse(Arrays.copyOf(record, length));
        }
    }

    @Test
    void everyRecordWithAChangedByteIsRefusedOrIsTheSameState() {
        byte[] state = "the state of a device, the state of a device".getBytes(UTF_8);
        byte[] record = StateRecord.of(state);

        for (int i = 0; i < record.length; i++) {
            byte[] changed = record.clone();
            changed[i] ^= 0x10;
            try {
                assertThat(StateRecord.lastOf(changed)).as("byte " + i).isEqualTo(state);
            } catch (InvalidStateException refused) {
                // as it should be
            }
        }
    }

    @Test
    void aRecordThatSaysItIsHugeIsRefusedBeforeMemoryIsTaken() {
        byte[] record = StateRecord.of(random(50));
        ByteBuffer.wrap(record).putInt(8, StateRecord.MOST_BYTES);

        refuse(record);
    }

    @Test
    void arbitraryBytesAreRefused() {
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            refuse(bytes);
        }
    }

    @Test
    void aStateThatIsTooLargeIsRefusedWhereItComesFrom() {
        assertThatThrownBy(() -> StateRecord.of(new byte[StateRecord.MOST_BYTES + 1]))
                .isInstanceOf(InvalidStateException.class);
    }

    private static void refuse(byte[] records) {
        assertThatThrownBy(() -> StateRecord.lastOf(records))
                .isInstanceOf(InvalidStateException.class);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
