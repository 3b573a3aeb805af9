package dev.barista.pci;

import static dev.barista.pci.spec.TypeZeroHeaderRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.BarKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PCI Local Bus 3.0, section 6.2.5.1. */
class BarTest {
    private static final int BAR1 = BAR0 + 4;
    private static final int BAR2 = BAR0 + 8;

    @ParameterizedTest
    @CsvSource({
        "16, MEMORY_32",
        "4096, MEMORY_32",
        "1048576, MEMORY_32",
        "1073741824, MEMORY_32",
        "4096, MEMORY_64",
        "1073741824, MEMORY_64",
        "4, IO",
        "256, IO"
    })
    void softwareFindsTheSizeByWritingOnes(int size, BarKind kind) {
        Rig rig = new Rig(new DeviceSketch().bar(2, size, kind));
        int flags = kind == BarKind.IO ? BAR_IO_FLAGS : BAR_MEMORY_FLAGS;

        rig.write32(BAR2, -1);
        int probed = rig.read32(BAR2);

        assertThat(-(probed & ~flags)).isEqualTo(size);
        assertThat(probed & flags)
                .isEqualTo(
                        switch (kind) {
                            case MEMORY_32 -> 0;
                            case MEMORY_64 -> BAR_TYPE_64;
                            case IO -> BAR_IO_SPACE;
                        });
        assertThat(rig.function.image().probedBar(2)).isEqualTo(probed);
    }

    @Test
    void theUpperHalfOfA64BitBarIsAllAddress() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_64));

        rig.write32(BAR1, -1);

        assertThat(rig.read32(BAR1)).isEqualTo(-1);
        assertThat(rig.function.image().probedBar(1)).isEqualTo(-1);
    }

    @Test
    void anAbsentBarReadsZeroWhateverIsWritten() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

        rig.write32(BAR1, -1);

        assertThat(rig.read32(BAR1)).isZero();
        assertThat(rig.function.image().probedBar(1)).isZero();
    }

    @Test
    void prefetchableMemorySaysSo() {
        Rig rig = new Rig(new DeviceSketch().prefetchableBar(0, 0x1000, BarKind.MEMORY_32));

        assertThat(rig.read32(BAR0)).isEqualTo(BAR_PREFETCHABLE);
    }

    @Test
    void anAddressCanBeWrittenByteByByte() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

        rig.write8(BAR0, 0x78);
        rig.write8(BAR0 + 1, 0x56);
        rig.write16(BAR0 + 2, 0x1234);

        assertThat(rig.read32(BAR0)).isEqualTo(0x1234_5000);
    }

    @Test
    void aBarDecodesNothingBeforeItsSpaceIsEnabled() {
        Rig rig =
                new Rig(
                        new DeviceSketch()
                                .bar(0, 0x1000, BarKind.MEMORY_32)
                                .bar(2, 0x20, BarKind.IO));
        rig.write32(BAR0, 0xfe00_0000);
        rig.write32(BAR2, 0xc000);

        long disabled = rig.function.barAddress(0);
        rig.command(COMMAND_MEMORY_SPACE);
        long memory = rig.function.barAddress(0);
        long io = rig.function.barAddress(2);
        rig.command(COMMAND_IO_SPACE);

        assertThat(disabled).isEqualTo(-1);
        assertThat(memory).isEqualTo(0xfe00_0000L);
        assertThat(io).isEqualTo(-1);
        assertThat(rig.function.barAddress(2)).isEqualTo(0xc000);
    }

    @Test
    void anAddressSpaceThatNoBarDecodesCanNotBeEnabled() {
        Rig io = new Rig(new DeviceSketch().bar(0, 0x20, BarKind.IO));
        Rig memory = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

        io.command(COMMAND_IO_SPACE | COMMAND_MEMORY_SPACE);
        memory.command(COMMAND_IO_SPACE | COMMAND_MEMORY_SPACE);

        assertThat(io.read16(COMMAND)).isEqualTo(COMMAND_IO_SPACE);
        assertThat(memory.read16(COMMAND)).isEqualTo(COMMAND_MEMORY_SPACE);
    }

    @Test
    void a64BitBarDecodesBothHalves() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_64));

        rig.write32(BAR0, 0xfe00_0000);
        rig.write32(BAR1, 0x12);
        rig.command(COMMAND_MEMORY_SPACE);

        assertThat(rig.function.barAddress(0)).isEqualTo(0x12_fe00_0000L);
    }

    @Test
    void aDeclaredBarIsServedByTheDevice() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

        assertThat(rig.function.bar(0)).isSameAs(rig.device.bar(0));
    }

    @Test
    void aBarThatIsNotDeclaredHasNoHandlerAndNoAddress() {
        Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

        assertThatThrownBy(() -> rig.function.bar(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("sketch has no BAR 1");
        assertThatThrownBy(() -> rig.function.barAddress(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> rig.function.bar(6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 6", "0, 5", "0, -1"})
    void aBarWithoutARegisterOfItsOwnIsRefused(int first, int second) {
        DeviceSketch sketch =
                new DeviceSketch()
                        .bar(first, 0x1000, BarKind.MEMORY_64)
                        .bar(second, 0x1000, BarKind.MEMORY_64);

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sketch: BAR %d is no free one of the 6", second);
    }

    @ParameterizedTest
    @CsvSource({"3000, MEMORY_32", "8, MEMORY_32", "2, IO", "0, MEMORY_64"})
    void aSizeThatHardwareCouldNotDecodeIsRefused(int size, BarKind kind) {
        DeviceSketch sketch = new DeviceSketch().bar(0, size, kind);

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BAR 0 of %d bytes", size);
    }
}
