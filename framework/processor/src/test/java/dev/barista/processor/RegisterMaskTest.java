package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Which bits a write changes, and which a read clears. */
class RegisterMaskTest {
    @TempDir Path output;

    @Test
    void aWriteChangesWritableBitsAlone() {
        Bench device =
                Bench.of(output, "@Register(offset = 0x00, reset = 0x11, writable = 0xf0) int c;");

        device.write32(0x00, 0xffff_ff2f);

        assertThat(device.read32(0x00)).isEqualTo(0x21);
    }

    @Test
    void aWrittenOneClearsAndAWrittenZeroKeepsAWriteOneToClearBit() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x0f, writeOneToClear = 0x0f) int status;
                        """);

        device.write32(0x00, 0x05);

        assertThat(device.read32(0x00)).isEqualTo(0x0a);
    }

    @Test
    void bitsNextToWriteOneToClearBitsAreWritableByDefault() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x0f, writeOneToClear = 0x0f) int status;
                        """);

        device.write32(0x00, 0x301);

        assertThat(device.read32(0x00)).isEqualTo(0x30e);
    }

    @Test
    void masksOfTheThreeKindsWorkInOneNarrowRegister() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reset = 0x9f, writable = 0x40, writeOneToClear = 0x0f,
                                reserved = 0x20)
                        byte status;
                        """);

        device.write8(0x00, 0x71);

        assertThat(device.read8(0x00)).isEqualTo(0xde);
    }

    @Test
    void aReadReturnsClearOnReadBitsOnce() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.RO, reset = 0x1f, clearOnRead = 0x0f)
                        int e;
                        """);

        assertThat(device.read32(0x00)).isEqualTo(0x1f);
        assertThat(device.read32(0x00)).isEqualTo(0x10);
    }

    @Test
    void aReadOfOneHalfClearsTheBitsOfThatHalf() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, access = Access.RO, reset = -1, clearOnRead = -1)
                        long events;
                        """);

        assertThat(device.read32(0x04)).isEqualTo(-1);
        assertThat(device.read64(0x00)).isEqualTo(0xffff_ffffL);
        assertThat(device.read64(0x00)).isZero();
    }

    @Test
    void reservedBitsIgnoreWrites() {
        Bench device =
                Bench.of(output, "@Register(offset = 0x00, reserved = 0xffff_0000) int control;");

        device.write32(0x00, -1);

        assertThat(device.read32(0x00)).isEqualTo(0xffff);
        assertThat(device.peek(0x00, 4)).isEqualTo(0xffff);
        assertThat(device.errors(Kind.RESERVED_WRITE)).isZero();
    }

    @Test
    void reservedBitsReadAsZeroEvenIfTheDeviceSetsThem() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Register(offset = 0x00, reserved = 0xff00) short control;
                        @Write short control(short written) { return (short) 0xffff; }
                        """);

        device.write16(0x00, 0);

        assertThat(device.read16(0x00)).isEqualTo(0x00ff);
    }

    @Test
    void theReservedBitsOfALayoutAreTheRegistersToo() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bits(value = 32, reserved = 0xffff_fff8)
                        record Control(@Bit(0) boolean enable, @Field(lo = 1, hi = 2) int mode) {}

                        @Register(offset = 0x00, layout = Control.class) int control;
                        """);

        device.write32(0x00, -1);

        assertThat(device.read32(0x00)).isEqualTo(7);
        assertThat(device.register("control").reserved()).isEqualTo(0xffff_fff8L);
    }

    @Test
    void aMaskWithTheTopBitIsWrittenAsAnIntLiteral() {
        Bench device =
                Bench.of(output, "@Register(offset = 0x00, writable = 0x8000_0000) int control;");

        device.write32(0x00, -1);

        assertThat(device.read32(0x00)).isEqualTo(0x8000_0000);
        assertThat(device.register("control").writable()).isEqualTo(0x8000_0000L);
    }
}
