package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** 64-bit registers on a 32-bit bus. */
class RegisterHalvesTest {
    @TempDir Path output;

    @Test
    void halvesMerge() {
        Bench device = Bench.of(output, "@Register(offset = 0x00) long address;");

        device.write32(0x04, 0x8000_0001);
        device.write32(0x00, 0x8000_0002);

        assertThat(device.read64(0x00)).isEqualTo(0x8000_0001_8000_0002L);
        assertThat(device.read32(0x00)).isEqualTo(0x8000_0002);
        assertThat(device.read32(0x04)).isEqualTo(0x8000_0001);
    }

    @Test
    void masksApplyToTheirHalf() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x0000_000f_0000_000fL,
                                writable = 0x0000_00f0_0000_00f0L, writeOneToClear = 0x0000_0003_0000_0003L)
                        long status;
                        """);

        device.write32(0x04, 0xff);

        assertThat(device.read64(0x00)).isEqualTo(0x0000_00fc_0000_000fL);

        device.write32(0x00, 0x51);

        assertThat(device.read64(0x00)).isEqualTo(0x0000_00fc_0000_005eL);
    }

    @Test
    void aHalfWithoutWritableBitsIgnoresWrites() {
        Bench device = Bench.of(output, "@Register(offset = 0x00, writable = 0xffff) long small;");

        device.write32(0x04, -1);
        device.write32(0x00, -1);

        assertThat(device.read64(0x00)).isEqualTo(0xffff);
        assertThat(device.binding().guestErrors().entries()).isEmpty();
    }

    @Test
    void theHookRunsAfterEachHalfByDefault() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) long address;
                        @Register(offset = 0x08, access = Access.RO) int calls;
                        @Write long address(long written) { calls++; return written; }
                        """);

        device.write32(0x00, 1);
        device.write32(0x04, 2);
        device.write64(0x00, 3);

        assertThat(device.read32(0x08)).isEqualTo(3);
    }

    @Test
    void theHookOfAHighHalfCommitRunsOnceWithBothHalves() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00) long address;
                        @Register(offset = 0x08, access = Access.RO) long committed;
                        @Write(commit = Commit.HIGH_HALF) long address(long written) {
                            committed = written;
                            return written;
                        }
                        """);

        device.write32(0x00, 1);
        assertThat(device.read64(0x08)).isZero();

        device.write32(0x04, 2);
        assertThat(device.read64(0x08)).isEqualTo(0x2_0000_0001L);

        device.write64(0x00, 7);
        assertThat(device.read64(0x08)).isEqualTo(7);
    }

    @Test
    void aReadHookSeesTheWholeAndTheGuestItsHalf() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x1_0000_0002L) long counter;
                        @Read long counter(long stored) { return stored << 4; }
                        """);

        assertThat(device.read32(0x00)).isEqualTo(0x20);
        assertThat(device.read32(0x04)).isEqualTo(0x10);
        assertThat(device.read64(0x00)).isEqualTo(0x10_0000_0020L);
    }

    @Test
    void readOnlyReservedAndUnimplementedRegistersHaveHalvesToo() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.RO, reset = 0x1_0000_0002L) long status;
                        @Register(offset = 0x08, access = Access.RESERVED) long reserved;
                        @Register(offset = 0x10, access = Access.UNIMPLEMENTED, reset = 0x3_0000_0004L) long left;
                        @Register(offset = 0x18, access = Access.WO) long door;
                        """);

        for (int offset = 0x00; offset < 0x18; offset += 4) {
            device.write32(offset, -1);
        }

        assertThat(device.read32(0x04)).isEqualTo(1);
        assertThat(device.read32(0x0c)).isZero();
        assertThat(device.read32(0x10)).isEqualTo(4);
        assertThat(device.read32(0x14)).isEqualTo(3);
        assertThat(device.read32(0x1c)).isZero();
        assertThat(device.errors(Kind.READ_ONLY_WRITE)).isEqualTo(2);
        assertThat(device.errors(Kind.RESERVED_WRITE)).isEqualTo(2);
        assertThat(device.errors(Kind.UNIMPLEMENTED)).isEqualTo(4);
    }

    @Test
    void otherFractionsAreNoAccess() {
        Bench device = Bench.of(output, "@Register(offset = 0x00, reset = 1) long address;");

        assertThat(device.read16(0x00)).isEqualTo(-1);
        assertThat(device.read8(0x00)).isEqualTo(-1);
        assertThat(device.errors(Kind.UNMAPPED_READ)).isEqualTo(2);
    }
}
