package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Arrays of registers. */
class RegisterArrayTest {
    @TempDir Path output;

    @Test
    void elementsAreApart() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x100, count = 4, reset = 9)
                        final int[] queue = new int[4];
                        """);

        device.write32(0x108, 5);

        assertThat(device.read32(0x100)).isEqualTo(9);
        assertThat(device.read32(0x108)).isEqualTo(5);
        assertThat(device.read32(0x10c)).isEqualTo(9);
        assertThat(device.peek(0x108, 4)).isEqualTo(5);
    }

    @Test
    void nothingIsBeforeBehindAndBetweenTheElements() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x100, count = 2, stride = 0x10)
                        final int[] queue = new int[2];
                        """);

        assertThat(device.read32(0x0fc)).isEqualTo(-1);
        assertThat(device.read32(0x104)).isEqualTo(-1);
        assertThat(device.read32(0x10c)).isEqualTo(-1);
        assertThat(device.read32(0x110)).isZero();
        assertThat(device.read32(0x120)).isEqualTo(-1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(4);
    }

    @Test
    void interleavedArraysOfSeveralWidthsAreDecodedTogether() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x100, count = 3, stride = 24) final long[] base = new long[3];
                        @Register(offset = 0x108, count = 3, stride = 24) final int[] size = new int[3];
                        @Register(offset = 0x10c, count = 3, stride = 24) final short[] head = new short[3];
                        @Register(offset = 0x10e, count = 3, stride = 24) final byte[] state = new byte[3];
                        @Register(offset = 0x110, count = 3, stride = 24, access = Access.RO)
                        final int[] tail = new int[3];
                        """);

        device.write64(0x118, 0x1_0000_0002L);
        device.write32(0x134, 7);
        device.write32(0x120, 3);
        device.write16(0x124, 4);
        device.write8(0x126, 5);
        device.write32(0x128, 6);

        assertThat(device.read32(0x118)).isEqualTo(2);
        assertThat(device.read32(0x11c)).isEqualTo(1);
        assertThat(device.read64(0x130)).isEqualTo(0x7_0000_0000L);
        assertThat(device.read32(0x120)).isEqualTo(3);
        assertThat(device.read16(0x124)).isEqualTo(4);
        assertThat(device.read8(0x126)).isEqualTo(5);
        assertThat(device.read32(0x128)).isZero();
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isZero();
    }

    @Test
    void arraysOfDifferentStridesMayShareARange() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x100, count = 4, stride = 0x10) final int[] fine = new int[4];
                        @Register(offset = 0x104, count = 2, stride = 0x20) final int[] coarse = new int[2];
                        @Register(offset = 0x108) int single;
                        """);

        device.write32(0x110, 1);
        device.write32(0x124, 2);
        device.write32(0x108, 3);

        assertThat(device.read32(0x110)).isEqualTo(1);
        assertThat(device.read32(0x124)).isEqualTo(2);
        assertThat(device.read32(0x108)).isEqualTo(3);
        assertThat(device.read32(0x114)).isEqualTo(-1);
    }

    @Test
    void anArrayMayStartAtTheBarsFirstByte() {
        Bench device =
                Bench.of(
                        output, "@Register(offset = 0, count = 2) final int[] queue = new int[2];");

        device.write32(0x04, 1);

        assertThat(device.read32(0x04)).isEqualTo(1);
        assertThat(device.read32(0x08)).isEqualTo(-1);
    }

    @Test
    void hooksGetTheIndex() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x100, count = 4) final int[] queue = new int[4];
                        @Write int queue(int index, int written) { return written + index; }
                        @Register(offset = 0x200, count = 4, reset = 8) final short[] seen = new short[4];
                        @Read short seen(int index, short stored) { return (short) (stored - index); }
                        """);

        device.write32(0x10c, 10);

        assertThat(device.read32(0x10c)).isEqualTo(13);
        assertThat(device.read16(0x206)).isEqualTo(5);
    }

    @Test
    void guardsAndMasksApplyToEachElement() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) int locked;
                        @Register(offset = 0x100, count = 2, writable = 0xff) final int[] queue = new int[2];
                        @WritableWhen(0x100) boolean unlocked() { return locked == 0; }
                        """);

        device.write32(0x104, 0x1ff);
        device.write32(0x00, 1);
        device.write32(0x104, 0);
        device.write32(0x100, 1);

        assertThat(device.read32(0x104)).isEqualTo(0xff);
        assertThat(device.read32(0x100)).isZero();
        assertThat(device.errors(Kind.REFUSED_WRITE)).isEqualTo(2);
    }

    @Test
    void eachElementClearsOnReadAndByAWrittenOne() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, count = 2, reset = 3, clearOnRead = 1, writeOneToClear = 2)
                        final byte[] events = new byte[2];
                        """);

        assertThat(device.read8(0x01)).isEqualTo(3);
        device.write8(0x01, 2);

        assertThat(device.read8(0x01)).isZero();
        assertThat(device.peek(0x00, 1)).isEqualTo(3);
    }

    @Test
    void anArrayOfAnotherLengthThanDeclaredIsRefusedWhenTheDeviceIsMade() {
        Compilation compilation =
                Bench.compile(
                        output,
                        "@Bar(index = 0, size = 0x1000)",
                        "@Register(offset = 0x00, count = 8) final int[] queue = new int[4];");

        assertThatThrownBy(() -> Bench.load(compilation, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("BenchDevice.queue has 4 elements, not the 8 registers it declares");
    }
}
