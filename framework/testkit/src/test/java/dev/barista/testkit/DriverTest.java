package dev.barista.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.HostedDevice;
import dev.barista.spi.binding.GuestErrors;
import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;

@DeviceTest(SampleDevice.class)
class DriverTest {
    @Test
    void aBarIsReadAndWrittenWithEveryWidth(Driver driver) {
        MappedBar bar = driver.bar(0);

        bar.write64(SampleDevice.ADDRESS, 0x8877_6655_4433_2211L);
        bar.write8(SampleDevice.TOGGLE, 0x80);

        assertThat(bar.read64(SampleDevice.ADDRESS)).isEqualTo(0x8877_6655_4433_2211L);
        assertThat(bar.read32(SampleDevice.ADDRESS + 4)).isEqualTo(0x8877_6655);
        assertThat(bar.read8(SampleDevice.TOGGLE)).isEqualTo(0x80);
        assertThat(bar.read16(SampleDevice.TOGGLE)).isEqualTo(0xffff);
    }

    @Test
    void whatTheDriverDoesWrongIsCountedByTheDevice(Driver driver, HostedDevice device) {
        driver.bar(0).read32(0x200);
        driver.bar(0).write16(0x202, 1);

        assertThat(device.guestErrors())
                .containsExactly(
                        new GuestErrors.Entry(Kind.UNMAPPED_READ, 1, 0, 0x200, 4),
                        new GuestErrors.Entry(Kind.UNMAPPED_WRITE, 1, 0, 0x202, 2));
    }

    @Test
    void aBarThatIsNotDeclaredIsNoBar(Driver driver) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> driver.bar(1))
                .withMessage("sample has no BAR 1");
    }

    @Test
    void theDeviceIsEnabledWhenTheTestBegins(Driver driver) {
        ConfigSpace config = driver.config();

        assertThat(config.read16(TypeZeroHeaderRegisters.COMMAND) & 7).isEqualTo(7);
        assertThat(config.read32(TypeZeroHeaderRegisters.BAR0)).isEqualTo(0xe000_0000);
        assertThat(config.read32(TypeZeroHeaderRegisters.BAR0 + 4 * 4)).isEqualTo(0x1001);
    }

    @Test
    void anMsiHasTheProgrammedAddressAndTheVectorInItsData(
            Driver driver, RecordingInterrupts interrupts) {
        driver.msi().enable();

        driver.bar(0).write32(SampleDevice.RAISE, 2);

        assertThat(interrupts.next())
                .isEqualTo(
                        new InterruptMessage(
                                InterruptMode.MSI, 2, MsiControl.ADDRESS, MsiControl.DATA + 2));
        assertThat(interrupts.waiting()).isZero();
    }

    @Test
    void aMaskedMsiIsPendingAndGoesOutWhenUnmasked(Driver driver, RecordingInterrupts interrupts) {
        MsiControl msi = driver.msi();
        msi.enable();
        msi.mask(1);

        driver.bar(0).write32(SampleDevice.RAISE, 1);

        assertThat(msi.pending(1)).isTrue();
        assertThat(interrupts.waiting()).isZero();

        msi.unmask(1);

        assertThat(msi.pending(1)).isFalse();
        assertThat(interrupts.next().vector()).isEqualTo(1);
    }

    @Test
    void theDriverMayGrantFewerVectorsThanTheDeviceWants(
            Driver driver, RecordingInterrupts interrupts) {
        driver.msi().enable(1);

        driver.bar(0).write32(SampleDevice.RAISE, 3);

        assertThat(driver.msi().vectors()).isEqualTo(4);
        assertThat(interrupts.next().data()).isEqualTo(MsiControl.DATA);
    }

    @Test
    void aDisabledMsiSendsNothing(Driver driver, RecordingInterrupts interrupts) {
        driver.msi().enable();
        driver.msi().disable();

        driver.bar(0).write32(SampleDevice.RAISE, 0);

        assertThat(interrupts.waiting()).isZero();
        assertThat(interrupts.pinAsserted()).isTrue();
    }

    @Test
    void anMsixMessageIsThatOfItsTableEntry(Driver driver, RecordingInterrupts interrupts) {
        MsixControl msix = driver.msix();
        msix.enable();

        driver.bar(0).write32(SampleDevice.RAISE, 3);

        assertThat(msix.vectors()).isEqualTo(8);
        assertThat(interrupts.next())
                .isEqualTo(
                        new InterruptMessage(InterruptMode.MSIX, 3, msix.address(3), msix.data(3)));
    }

    @Test
    void maskedMsixVectorsArePendingAndGoOutWhenUnmasked(
            Driver driver, RecordingInterrupts interrupts) {
        MsixControl msix = driver.msix();
        msix.enable();
        msix.mask(0);
        msix.maskFunction();

        driver.bar(0).write32(SampleDevice.RAISE, 0);
        driver.bar(0).write32(SampleDevice.RAISE, 1);
        assertThat(msix.pending(0)).isTrue();
        assertThat(msix.pending(1)).isTrue();

        msix.unmaskFunction();
        assertThat(interrupts.next().vector()).isEqualTo(1);
        assertThat(interrupts.waiting()).isZero();

        msix.unmask(0);
        assertThat(interrupts.next().vector()).isEqualTo(0);
    }

    @Test
    void aVectorBeyondTheTableIsRefused(Driver driver) {
        MsixControl msix = driver.msix();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> msix.mask(8))
                .withMessage("the table has 8 vectors, no vector 8");
    }

    @Test
    void withoutMessagesThePinIsAsserted(Driver driver, RecordingInterrupts interrupts) {
        driver.bar(0).write32(SampleDevice.RAISE, 0);
        driver.bar(0).write32(SampleDevice.RAISE, 0);

        assertThat(interrupts.pinAsserted()).isTrue();
        assertThat(interrupts.pinAssertions()).isEqualTo(1);
    }

    @Test
    void anInterruptThatDidNotComeIsAnError(RecordingInterrupts interrupts) {
        assertThatThrownBy(interrupts::next)
                .isInstanceOf(AssertionError.class)
                .hasMessage("the device has sent no further interrupt message");
    }
}
