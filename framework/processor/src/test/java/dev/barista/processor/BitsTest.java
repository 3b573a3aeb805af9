package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Accessors of bit layouts, used as a device does. */
class BitsTest {
    @TempDir Path output;

    @Test
    void componentsAreReadFromAndPutIntoAnInt() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bits(value = 32, reserved = 0x7f00_ff0e)
                        record Cc(@Bit(0) boolean en, @Field(lo = 4, hi = 7) int css,
                                @Field(lo = 16, hi = 23) long size, @Bit(31) boolean top) {}

                        @Register(offset = 0x00, layout = Cc.class) int cc;
                        @Register(offset = 0x04, access = Access.RO) int css;
                        @Register(offset = 0x08, access = Access.RO) long size;
                        @Register(offset = 0x10, access = Access.RO) int changed;

                        @Write int cc(int next) {
                            css = CcBits.css(next);
                            size = CcBits.size(next) + (CcBits.en(next) ? 0x100 : 0) + (CcBits.top(next) ? 0x200 : 0);
                            changed = CcBits.withSize(
                                    CcBits.withCss(CcBits.withTop(CcBits.withEn(next, false), true), 0x1f), 0x101L);
                            return next;
                        }
                        """);

        device.write32(0x00, 0x00ff_00a1);

        assertThat(device.read32(0x04)).isEqualTo(0xa);
        assertThat(device.read64(0x08)).isEqualTo(0x1ff);
        assertThat(device.read32(0x10)).isEqualTo(0x8001_00f0);
    }

    @Test
    void layoutsOfAllWidthsDecodeAndEncode() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bits(8) record Eight(@Field(lo = 0, hi = 6) int low, @Bit(7) boolean top) {}
                        @Bits(16) record Sixteen(@Field(lo = 0, hi = 14) int low, @Bit(15) boolean top) {}
                        @Bits(32) record ThirtyTwo(@Field(lo = 0, hi = 31) int all) {}
                        @Bits(32) record Unsigned(@Field(lo = 0, hi = 31) long all) {}
                        @Bits(64) record Mixed(@Field(lo = 0, hi = 31) int low, @Field(lo = 32, hi = 62) long high,
                                @Bit(63) boolean top) {}
                        @Bits(64) record All(@Field(lo = 0, hi = 63) long all) {}

                        @Register(offset = 0x00, layout = Eight.class) byte eight;
                        @Register(offset = 0x02, layout = Sixteen.class) short sixteen;
                        @Register(offset = 0x04, layout = ThirtyTwo.class) int thirtyTwo;
                        @Register(offset = 0x08, layout = Unsigned.class) int unsigned;
                        @Register(offset = 0x10, layout = Mixed.class) long mixed;
                        @Register(offset = 0x18, layout = All.class) long all;
                        @Register(offset = 0x20, access = Access.RO) long unsignedValue;

                        @Write byte eight(byte next) {
                            Eight bits = EightBits.decode(next);
                            return EightBits.encode(new Eight(bits.low() + 1, !bits.top()));
                        }

                        @Write short sixteen(short next) {
                            Sixteen bits = SixteenBits.decode(next);
                            return SixteenBits.encode(new Sixteen(bits.low() + 1, !bits.top()));
                        }

                        @Write int thirtyTwo(int next) {
                            return ThirtyTwoBits.encode(new ThirtyTwo(ThirtyTwoBits.all(next) + 1));
                        }

                        @Write int unsigned(int next) {
                            unsignedValue = UnsignedBits.all(next);
                            return UnsignedBits.withAll(0, UnsignedBits.decode(next).all() + 1);
                        }

                        @Write long mixed(long next) {
                            Mixed bits = MixedBits.decode(next);
                            return MixedBits.encode(new Mixed(bits.low() + 1, bits.high() + 1, !bits.top()));
                        }

                        @Write long all(long next) {
                            return AllBits.withAll(next, AllBits.all(next) + 1);
                        }
                        """);

        device.write8(0x00, 0xff);
        device.write16(0x02, 0xffff);
        device.write32(0x04, 0x7fff_ffff);
        device.write32(0x08, 0xffff_ffff);
        device.write64(0x10, 0xffff_ffff_ffff_fffeL);
        device.write64(0x18, 0x7fff_ffff_ffff_ffffL);

        assertThat(device.read8(0x00)).isZero();
        assertThat(device.read16(0x02)).isZero();
        assertThat(device.read32(0x04)).isEqualTo(0x8000_0000);
        assertThat(device.read64(0x20)).isEqualTo(0xffff_ffffL);
        assertThat(device.read32(0x08)).isZero();
        assertThat(device.read64(0x10)).isEqualTo(0xffff_ffffL);
        assertThat(device.read64(0x18)).isEqualTo(0x8000_0000_0000_0000L);
    }

    @Test
    void theAccessorsOfAPublicRecordArePublic() {
        Compilation compilation =
                Compilation.of(
                        output,
                        """
                        package layouts;

                        import dev.barista.spi.*;

                        /** Control. */
                        @Bits(value = 8, reserved = 0xfe)
                        public record Control(@Bit(0) boolean enable) {}
                        """);

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.generated("layouts.ControlBits"))
                .contains("public final class ControlBits")
                .contains("public static boolean enable(byte value)");
    }
}
