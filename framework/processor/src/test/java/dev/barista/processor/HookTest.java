package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Methods that accesses call, and guards that keep them from it. */
class HookTest {
    @TempDir Path output;

    @Test
    void aWriteHookGetsTheMaskedValueAndItsAnswerIsStored() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x10, writable = 0x0f) int control;
                        @Register(offset = 0x04, access = Access.RO) int got;
                        @Write int control(int next) { got = next; return next + 0x100; }
                        """);

        device.write32(0x00, 0xff);

        assertThat(device.read32(0x04)).isEqualTo(0x1f);
        assertThat(device.read32(0x00)).isEqualTo(0x11f);
    }

    @Test
    void aHookOfANarrowRegisterGetsItsOwnType() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, writable = 0x7f) byte control;
                        @Write byte control(byte next) { return (byte) -next; }
                        """);

        device.write8(0x00, 0x81);

        assertThat(device.read8(0x00)).isEqualTo(0xff);
    }

    @Test
    void aReadHookAnswersTheGuestAndLeavesTheStoredValue() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.RO, reset = 5) short level;
                        @Read short level(short stored) { return (short) ~stored; }
                        """);

        assertThat(device.read16(0x00)).isEqualTo(0xfffa);
        assertThat(device.peek(0x00, 2)).isEqualTo(5);
    }

    @Test
    void aReadHookSeesClearOnReadBitsBeforeTheyClear() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.RO, reset = 3, clearOnRead = 1) int events;
                        @Read int events(int stored) { return stored << 4; }
                        """);

        assertThat(device.read32(0x00)).isEqualTo(0x30);
        assertThat(device.read32(0x00)).isEqualTo(0x20);
    }

    @Test
    void hooksWithoutStorageAreCalledAtTheirOffset() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Saved int sum;
                        @Write(offset = 0x10) void add(int summand) { sum += summand; }
                        @Read(offset = 0x10) int sum() { return sum; }
                        """);

        device.write32(0x10, 3);
        device.write32(0x10, 4);

        assertThat(device.read32(0x10)).isEqualTo(7);
        assertThat(device.peek(0x10, 4)).isEqualTo(-1);
    }

    @Test
    void whereOnlyAWriteHookIsThereIsNothingToRead() {
        Bench device = Bench.of(output, "@Write(offset = 0x10) void ring(short bell) {}");

        assertThat(device.read16(0x10)).isEqualTo(-1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(1);
    }

    @Test
    void aWriteWhereOnlyAReadHookIsCountsAsOneToAReadOnlyRegister() {
        Bench device = Bench.of(output, "@Read(offset = 0x10) byte random() { return 4; }");

        device.write8(0x10, 1);

        assertThat(device.read8(0x10)).isEqualTo(4);
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(1);
    }

    @Test
    void aHookWithoutStorageIsCalledAtItsOwnWidthAlone() {
        Bench device =
                Bench.of(output, "@Read(offset = 0x10) long clock() { return 0x1_0000_0002L; }");

        assertThat(device.read64(0x10)).isEqualTo(0x1_0000_0002L);
        assertThat(device.read32(0x10)).isEqualTo(-1);
        assertThat(device.read32(0x14)).isEqualTo(-1);
    }

    @Test
    void aWindowsHooksGetTheOffsetFromItsStart() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Saved final int[] words = new int[8];
                        @Read(offset = 0x100, length = 0x20) int word(int offset) { return words[offset / 4]; }
                        @Write(offset = 0x100, length = 0x20) void word(int offset, int value) {
                            words[offset / 4] = value;
                        }
                        """);

        device.write32(0x100, 1);
        device.write32(0x11c, 2);
        device.write32(0x120, 3);

        assertThat(device.read32(0x100)).isEqualTo(1);
        assertThat(device.read32(0x11c)).isEqualTo(2);
        assertThat(device.read32(0x0fc)).isEqualTo(-1);
        assertThat(device.read32(0x120)).isEqualTo(-1);
        assertThat(device.errors(Kind.UNMAPPED_WRITE)).isEqualTo(1);
    }

    @Test
    void aWindowOfOneDirectionTreatsTheOtherAsSingleHooksDo() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Read(offset = 0x100, length = 0x20) short rom(int offset) { return (short) offset; }
                        @Write(offset = 0x200, length = 0x20) void sink(int offset, short value) {}
                        """);

        device.write16(0x102, 1);

        assertThat(device.read16(0x102)).isEqualTo(2);
        assertThat(device.read16(0x202)).isEqualTo(-1);
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(1);
    }

    @Test
    void aGuardThatSaysNoDropsTheWriteAndItsHookDoesNotRun() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) int busy;
                        @Register(offset = 0x08) long address;
                        @Register(offset = 0x10, access = Access.RO) int calls;
                        @WritableWhen({0x08, 0x20}) boolean idle() { return busy == 0; }
                        @Write long address(long written) { calls++; return written; }
                        @Write(offset = 0x20) void start(int ignored) { calls++; }
                        """);

        device.write32(0x00, 1);
        device.write64(0x08, 1);
        device.write32(0x08, 1);
        device.write32(0x0c, 1);
        device.write32(0x20, 1);

        assertThat(device.read64(0x08)).isZero();
        assertThat(device.read32(0x10)).isZero();
        assertThat(device.errors(Kind.REFUSED_WRITE)).isEqualTo(4);

        device.write32(0x00, 0);
        device.write64(0x08, 1);

        assertThat(device.read64(0x08)).isEqualTo(1);
        assertThat(device.read32(0x10)).isEqualTo(1);
    }

    @Test
    void allGuardsOfARegisterMustAgree() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) int busy;
                        @Register(offset = 0x04) int locked;
                        @Register(offset = 0x08) int address;
                        @WritableWhen(0x08) boolean idle() { return busy == 0; }
                        @WritableWhen(0x08) boolean unlocked() { return locked == 0; }
                        """);

        device.write32(0x04, 1);
        device.write32(0x08, 1);

        assertThat(device.read32(0x08)).isZero();
    }
}
