package dev.barista.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.spi.BarKind;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigAccessTest {
    private final Rig rig = new Rig(new DeviceSketch().bar(0, 0x1000, BarKind.MEMORY_32));

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 4", "2, 4", "0, 3", "0, 8", "0, 0", "0, -1"})
    void anAccessOfAWidthOrAlignmentThatDoesNotExistIsCountedAndHasNoEffect(int offset, int width) {
        int read = rig.function.readConfig(offset, width);
        rig.function.writeConfig(offset, width, 0);

        assertThat(read).isEqualTo(width == 2 ? 0xffff : -1);
        assertThat(rig.read32(0)).isEqualTo(0x11e8_1234);
        assertThat(rig.device.guestErrors().entries())
                .containsExactly(
                        new GuestErrors.Entry(
                                Kind.MISALIGNED, 2, EmulatedFunction.CONFIG_REGION, offset, width));
    }

    @ParameterizedTest
    @CsvSource({"256, 4, -1", "4096, 2, 65535", "-1, 1, 255", "2147483644, 4, -1"})
    void whatLiesOutsideAnswersAllOnesAndIsCounted(int offset, int width, int answer) {
        int read = rig.function.readConfig(offset, width);
        rig.function.writeConfig(offset, width, 0);

        assertThat(read).isEqualTo(answer);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_READ)).isEqualTo(1);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_WRITE)).isEqualTo(1);
    }

    @Test
    void aFunctionWithPciExpressHasAnExtendedSpaceWithNothingInIt() {
        Rig express = new Rig(new DeviceSketch().with(new CapabilityDescription.PciExpress(false)));

        int header = express.read32(0x100);

        assertThat(express.function.configSize()).isEqualTo(4096);
        assertThat(header).isZero();
        assertThat(express.device.guestErrors().entries()).isEmpty();
    }

    @Test
    void bitsOfAWrittenValueAboveItsWidthAreIgnored() {
        rig.function.writeConfig(TypeZeroHeaderRegisters.CACHE_LINE_SIZE, 1, 0x1234_5610);

        assertThat(rig.read32(TypeZeroHeaderRegisters.CACHE_LINE_SIZE)).isEqualTo(0x10);
    }

    @Test
    void writesToReadOnlyRegistersAreNoGuestErrors() {
        rig.write32(TypeZeroHeaderRegisters.VENDOR_ID, -1);

        assertThat(rig.device.guestErrors().entries()).isEmpty();
    }

    @Test
    void theBusMasterEnableBitCanBeAskedFor() {
        boolean before = rig.function.busMasterEnabled();
        rig.command(TypeZeroHeaderRegisters.COMMAND_BUS_MASTER);

        assertThat(before).isFalse();
        assertThat(rig.function.busMasterEnabled()).isTrue();
    }

    @Test
    void aMasterAbortIsSeenInTheStatusRegisterUntilSoftwareClearsIt() {
        rig.function.receivedMasterAbort();
        int aborted = rig.read16(TypeZeroHeaderRegisters.STATUS);
        rig.write16(
                TypeZeroHeaderRegisters.STATUS,
                TypeZeroHeaderRegisters.STATUS_RECEIVED_MASTER_ABORT);

        assertThat(aborted).isEqualTo(TypeZeroHeaderRegisters.STATUS_RECEIVED_MASTER_ABORT);
        assertThat(rig.read16(TypeZeroHeaderRegisters.STATUS)).isZero();
    }

    @Test
    void aFunctionTakesOneDevice() {
        MemoryDevice another = new MemoryDevice(rig.description);

        assertThatThrownBy(() -> rig.function.install(another, () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sketch is installed already");
    }

    @Test
    void aFunctionWithoutADeviceCanNotBeReset() {
        EmulatedFunction empty = new EmulatedFunction(new DeviceSketch().describe());

        assertThatThrownBy(empty::reset)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sketch has no device installed");
    }
}
