package dev.barista.devices.edu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.InterruptMode;
import dev.barista.runtime.HostedDevice;
import dev.barista.testkit.DeviceTest;
import dev.barista.testkit.Driver;
import dev.barista.testkit.InterruptMessage;
import dev.barista.testkit.ManualClock;
import dev.barista.testkit.MappedBar;
import dev.barista.testkit.MsiControl;
import dev.barista.testkit.RecordingInterrupts;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Raising and acknowledging, by INTx and by MSI: the section "IRQ controller" of edu.rst. */
@DeviceTest(EduDevice.class)
class EduInterruptsTest {
    private static final int FACTORIAL = 0x08;
    private static final int STATUS = 0x20;
    private static final int INTERRUPT_STATUS = 0x24;
    private static final int RAISE = 0x60;
    private static final int ACKNOWLEDGE = 0x64;
    private static final int IRQ_WHEN_DONE = 0x80;
    private static final int FACTORIAL_DONE = 0x1;

    private final Driver driver;
    private final MappedBar bar;
    private final RecordingInterrupts interrupts;
    private final ManualClock clock;

    EduInterruptsTest(Driver driver, RecordingInterrupts interrupts, ManualClock clock) {
        this.driver = driver;
        this.bar = driver.bar(0);
        this.interrupts = interrupts;
        this.clock = clock;
    }

    @Test
    void raisedValuesAreCombinedInTheInterruptStatus() {
        bar.write32(RAISE, 0x5);
        bar.write32(RAISE, 0x8000_000a);

        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(0x8000_000f);
    }

    @Test
    void acknowledgingClearsTheGivenBitsOnly() {
        bar.write32(RAISE, 0x8000_000f);
        bar.write32(ACKNOWLEDGE, 0x5);

        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(0x8000_000a);
    }

    @Test
    void theInterruptStatusIsReadOnly() {
        bar.write32(RAISE, 0x5);
        bar.write32(INTERRUPT_STATUS, 0xff);

        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(0x5);
    }

    @Test
    void theRaiseAndAcknowledgeRegistersCannotBeRead() {
        bar.write32(RAISE, 0x5);

        assertThat(bar.read32(RAISE)).isEqualTo(-1);
        assertThat(bar.read32(ACKNOWLEDGE)).isEqualTo(-1);
    }

    @Test
    void thePinIsAssertedUntilEveryCauseIsAcknowledged() {
        bar.write32(RAISE, 0x3);
        assertThat(interrupts.pinAsserted()).isTrue();

        bar.write32(ACKNOWLEDGE, 0x1);
        assertThat(interrupts.pinAsserted()).isTrue();

        bar.write32(ACKNOWLEDGE, 0x2);
        assertThat(interrupts.pinAsserted()).isFalse();
        assertThat(interrupts.pinAssertions()).isEqualTo(1);
    }

    @Test
    void raisingNothingRaisesNothing() {
        bar.write32(RAISE, 0);

        assertThat(interrupts.pinAsserted()).isFalse();
    }

    @Test
    void withMsiEachRaiseIsAMessageAndThePinStaysDown() {
        driver.msi().enable();

        bar.write32(RAISE, 0x1);
        bar.write32(RAISE, 0x1);

        InterruptMessage message =
                new InterruptMessage(InterruptMode.MSI, 0, MsiControl.ADDRESS, MsiControl.DATA);
        assertThat(interrupts.next()).isEqualTo(message);
        assertThat(interrupts.next()).isEqualTo(message);
        assertThat(interrupts.waiting()).isZero();
        assertThat(interrupts.pinAsserted()).isFalse();
    }

    @Test
    void anAcknowledgementSendsNoMessage() {
        driver.msi().enable();
        bar.write32(RAISE, 0x3);
        interrupts.next();

        bar.write32(ACKNOWLEDGE, 0x1);

        assertThat(interrupts.waiting()).isZero();
    }

    @Test
    void aFinishedFactorialInterruptsIfTheDriverWantsIt() {
        driver.msi().enable();
        bar.write32(STATUS, IRQ_WHEN_DONE);
        bar.write32(FACTORIAL, 5);
        assertThat(interrupts.waiting()).isZero();

        clock.advance(Duration.ofNanos(5));

        assertThat(interrupts.next().vector()).isZero();
        assertThat(bar.read32(INTERRUPT_STATUS)).isEqualTo(FACTORIAL_DONE);
    }

    @Test
    void aFinishedFactorialIsSilentOtherwise() {
        driver.msi().enable();
        bar.write32(FACTORIAL, 5);
        clock.advance(Duration.ofNanos(5));

        assertThat(interrupts.waiting()).isZero();
        assertThat(bar.read32(INTERRUPT_STATUS)).isZero();
    }

    @Test
    void aResetDropsThePinAndEveryCause(HostedDevice device) {
        bar.write32(RAISE, 0x3);

        device.reset();

        assertThat(interrupts.pinAsserted()).isFalse();
        assertThat(bar.read32(INTERRUPT_STATUS)).isZero();
    }

    @Test
    void aRestoredDeviceAssertsThePinThatWasAsserted(HostedDevice device) {
        bar.write32(RAISE, 0x3);
        byte[] state = device.endpoint().save();
        device.reset();

        device.endpoint().restore(state);

        assertThat(interrupts.pinAsserted()).isTrue();
        bar.write32(ACKNOWLEDGE, 0x3);
        assertThat(interrupts.pinAsserted()).isFalse();
    }
}
