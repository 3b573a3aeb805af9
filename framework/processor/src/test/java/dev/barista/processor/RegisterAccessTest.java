package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Widths, and what the guest may do to a register. */
class RegisterAccessTest {
    @TempDir Path output;

    @Test
    void registersOfEachWidthHoldWhatIsWritten() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) byte eight;
                        @Register(offset = 0x02) short sixteen;
                        @Register(offset = 0x04) int thirtyTwo;
                        @Register(offset = 0x08) long sixtyFour;
                        """);

        device.write8(0x00, 0x81);
        device.write16(0x02, 0x8001);
        device.write32(0x04, 0x8000_0001);
        device.write64(0x08, 0x8000_0000_0000_0001L);

        assertThat(device.read8(0x00)).isEqualTo(0x81);
        assertThat(device.read16(0x02)).isEqualTo(0x8001);
        assertThat(device.read32(0x04)).isEqualTo(0x8000_0001);
        assertThat(device.read64(0x08)).isEqualTo(0x8000_0000_0000_0001L);
        assertThat(device.binding().guestErrors().entries()).isEmpty();
    }

    @Test
    void bitsAboveTheWidthOfAWriteAreIgnored() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) byte whole;
                        @Register(offset = 0x01, writable = 0x0f) byte masked;
                        @Register(offset = 0x02) short wide;
                        """);

        device.write8(0x00, 0xfff1);
        device.write8(0x01, 0xfff1);
        device.write16(0x02, 0xff_0002);

        assertThat(device.read8(0x00)).isEqualTo(0xf1);
        assertThat(device.read8(0x01)).isEqualTo(0x01);
        assertThat(device.read16(0x02)).isEqualTo(0x0002);
    }

    @Test
    void readsAtAnotherWidthAnswerAllOnesAndAreCounted() {
        Bench device = Bench.of(output, "@Register(offset = 0x00) int control;");

        assertThat(device.read8(0x00)).isEqualTo(-1);
        assertThat(device.read16(0x00)).isEqualTo(-1);
        assertThat(device.read64(0x00)).isEqualTo(-1L);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(3);
    }

    @Test
    void writesAtAnotherWidthAreDroppedAndCounted() {
        Bench device = Bench.of(output, "@Register(offset = 0x00, reset = 7) int control;");

        device.write8(0x00, 1);
        device.write16(0x00, 1);
        device.write64(0x00, 1);

        assertThat(device.read32(0x00)).isEqualTo(7);
        assertThat(device.errors(Kind.UNMAPPED_WRITE)).isEqualTo(3);
    }

    @Test
    void accessesWhereNothingIsAreCountedWithTheirPlace() {
        Bench device = Bench.of(output, "@Register(offset = 0x00) int control;");

        device.write32(0x10, 1);

        assertThat(device.read32(0x20)).isEqualTo(-1);
        assertThat(device.binding().guestErrors().entries())
                .extracting("kind", "count", "firstRegion", "firstAddress", "firstWidth")
                .containsExactly(
                        tuple(Kind.UNMAPPED_READ, 1L, 0, 0x20L, 4),
                        tuple(Kind.UNMAPPED_WRITE, 1L, 0, 0x10L, 4));
    }

    @Test
    void writesToAReadOnlyRegisterAreDroppedAndCounted() {
        Bench device =
                Bench.of(
                        output,
                        "@Register(offset = 0x00, access = Access.RO, reset = 7) int status;");

        device.write32(0x00, 1);

        assertThat(device.read32(0x00)).isEqualTo(7);
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(1);
    }

    @Test
    void aWriteOnlyRegisterReadsZeroAndHoldsWhatIsWritten() {
        Bench device = Bench.of(output, "@Register(offset = 0x00, access = Access.WO) int door;");

        device.write32(0x00, 5);

        assertThat(device.read32(0x00)).isZero();
        assertThat(device.peek(0x00, 4)).isEqualTo(5);
        assertThat(device.binding().guestErrors().entries()).isEmpty();
    }

    @Test
    void aReservedRegisterReadsZeroAndCountsWrites() {
        Bench device =
                Bench.of(output, "@Register(offset = 0x00, access = Access.RESERVED) int none;");

        device.write32(0x00, 5);

        assertThat(device.read32(0x00)).isZero();
        assertThat(device.errors(Kind.RESERVED_WRITE)).isEqualTo(1);
    }

    @Test
    void anUnimplementedRegisterReadsItsResetValueAndCountsEveryAccess() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.UNIMPLEMENTED, reset = 9) int b;
                        """);

        device.write32(0x00, 5);

        assertThat(device.read32(0x00)).isEqualTo(9);
        assertThat(device.errors(Kind.UNIMPLEMENTED)).isEqualTo(2);
    }

    @Test
    void constantsOfEachWidthReadAsTheirValueAndCannotBeWritten() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) static final byte EIGHT = (byte) 0x80;
                        @Register(offset = 0x02) static final short SIXTEEN = (short) 0x8000;
                        @Register(offset = 0x04) static final int THIRTY_TWO = 0x8000_0000;
                        @Register(offset = 0x08) static final long SIXTY_FOUR = 0x8000_0000_0000_0001L;
                        """);

        device.write32(0x04, 1);

        assertThat(device.read8(0x00)).isEqualTo(0x80);
        assertThat(device.read16(0x02)).isEqualTo(0x8000);
        assertThat(device.read32(0x04)).isEqualTo(0x8000_0000);
        assertThat(device.read64(0x08)).isEqualTo(0x8000_0000_0000_0001L);
        assertThat(device.read32(0x08)).isEqualTo(1);
        assertThat(device.read32(0x0c)).isEqualTo(0x8000_0000);
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(1);
    }

    @Test
    void registersOfSeveralBarsAreApart() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bar(index = 0, size = 0x1000)
                        @Bar(index = 2, size = 0x1000, kind = BarKind.MEMORY_64, prefetchable = true)
                        @Bar(index = 4, size = 0x20, kind = BarKind.IO)
                        """,
                        """
                        @Register(offset = 0x00) int first;
                        @Register(bar = 2, offset = 0x00) int second;
                        @Register(bar = 4, offset = 0x00) int third;
                        """);

        device.binding().bar(0).write32(0x00, 10);
        device.binding().bar(2).write32(0x00, 12);
        device.binding().bar(4).write32(0x00, 14);

        assertThat(device.binding().bar(0).read32(0x00)).isEqualTo(10);
        assertThat(device.binding().bar(2).read32(0x00)).isEqualTo(12);
        assertThat(device.binding().bar(4).read32(0x00)).isEqualTo(14);
        assertThat(device.binding().bar(2)).isSameAs(device.binding().bar(2));
    }

    @Test
    void peekAnswersTheStoredValueOrMinusOneWithoutCounting() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0xff) byte eight;
                        @Register(offset = 0x04, reset = 0xffff_ffff, clearOnRead = 0xf) int events;
                        @Register(offset = 0x08, reset = 0x8000_0001_0000_0002L) long wide;
                        @Register(offset = 0x10) static final short VERSION = (short) 0xffff;
                        """);

        assertThat(device.peek(0x00, 1)).isEqualTo(0xff);
        assertThat(device.peek(0x04, 4)).isEqualTo(0xffff_ffffL);
        assertThat(device.peek(0x04, 4)).isEqualTo(0xffff_ffffL);
        assertThat(device.peek(0x08, 8)).isEqualTo(0x8000_0001_0000_0002L);
        assertThat(device.peek(0x0c, 4)).isEqualTo(0x8000_0001L);
        assertThat(device.peek(0x10, 2)).isEqualTo(0xffff);
        assertThat(device.peek(0x10, 4)).isEqualTo(-1);
        assertThat(device.peek(0x20, 4)).isEqualTo(-1);
        assertThat(device.peek(0x00, 3)).isEqualTo(-1);
        assertThat(device.binding().guestErrors().entries()).isEmpty();
    }
}
