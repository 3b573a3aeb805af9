package dev.barista.pci;

import static dev.barista.pci.spec.TypeZeroHeaderRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.InterruptPin;
import dev.barista.spi.Interrupts;

import org.junit.jupiter.api.Test;

/** PCI Local Bus 3.0, sections 2.2.6 and 6.2.2 to 6.2.4. */
class IntxTest {
    private final Rig rig = new Rig(new DeviceSketch().intx(InterruptPin.A));
    private final Interrupts interrupts = rig.function.interrupts();

    /** A device with a pin and MSI-X has several vectors, which share the pin. */
    private static Rig withThreeVectors() {
        return new Rig(new DeviceSketch().intx(InterruptPin.A).msix(3));
    }

    @Test
    void thePinFollowsTheCondition() {
        interrupts.signal(0);
        boolean status = rig.interruptStatus();
        interrupts.clear(0);

        assertThat(rig.sink.levels()).containsExactly(true, false);
        assertThat(status).isTrue();
        assertThat(rig.interruptStatus()).isFalse();
    }

    @Test
    void aConditionSignalledTwiceIsOneLevel() {
        interrupts.signal(0);
        interrupts.signal(0);
        interrupts.clear(0);
        interrupts.clear(0);

        assertThat(rig.sink.levels()).containsExactly(true, false);
    }

    @Test
    void thePinIsAssertedAsLongAsAnyConditionHolds() {
        Rig three = withThreeVectors();

        three.function.interrupts().signal(0);
        three.function.interrupts().signal(2);
        three.function.interrupts().clear(0);
        boolean oneLeft = three.interruptStatus();
        three.function.interrupts().clear(2);

        assertThat(oneLeft).isTrue();
        assertThat(three.sink.levels()).containsExactly(true, false);
    }

    @Test
    void interruptDisableGatesThePinButNotTheStatusBit() {
        rig.command(COMMAND_INTERRUPT_DISABLE);

        interrupts.signal(0);

        assertThat(rig.sink.levels()).isEmpty();
        assertThat(rig.interruptStatus()).isTrue();
    }

    @Test
    void interruptDisableDeassertsThePinAndItsClearingAssertsItAgain() {
        interrupts.signal(0);

        rig.command(COMMAND_INTERRUPT_DISABLE);
        boolean statusWhileDisabled = rig.interruptStatus();
        rig.command(0);

        assertThat(rig.sink.levels()).containsExactly(true, false, true);
        assertThat(statusWhileDisabled).isTrue();
    }

    @Test
    void aConditionThatEndsWhileThePinIsDisabledDoesNotComeBack() {
        rig.command(COMMAND_INTERRUPT_DISABLE);
        interrupts.signal(0);
        interrupts.clear(0);

        rig.command(0);

        assertThat(rig.sink.levels()).isEmpty();
        assertThat(rig.interruptStatus()).isFalse();
    }

    @Test
    void interruptDisableMayBeWrittenAsAByte() {
        interrupts.signal(0);

        rig.write8(COMMAND + 1, COMMAND_INTERRUPT_DISABLE >> 8);

        assertThat(rig.sink.levels()).containsExactly(true, false);
    }

    @Test
    void theInterruptStatusBitIsReadOnly() {
        interrupts.signal(0);

        rig.write16(STATUS, 0xffff);

        assertThat(rig.interruptStatus()).isTrue();
        assertThat(rig.sink.levels()).containsExactly(true);
    }

    @Test
    void withoutAPinThereIsNoLevelAndNoStatusBit() {
        Rig pinless = new Rig(new DeviceSketch().msi(1, true));

        pinless.function.interrupts().signal(0);

        assertThat(pinless.sink.levels()).isEmpty();
        assertThat(pinless.interruptStatus()).isFalse();
    }

    @Test
    void aSinkIsToldTheLevelWhenItIsConnected() {
        RecordingSink whileDeasserted = new RecordingSink();
        RecordingSink whileAsserted = new RecordingSink();

        rig.function.connect(whileDeasserted);
        interrupts.signal(0);
        rig.function.connect(whileAsserted);

        assertThat(whileDeasserted.levels()).containsExactly(false, true);
        assertThat(whileAsserted.levels()).containsExactly(true);
    }

    @Test
    void aSinkIsToldTheLevelAgainOnARetryWhileItIsAsserted() {
        interrupts.signal(0);
        rig.function.retryPending();
        interrupts.clear(0);
        rig.function.retryPending();

        assertThat(rig.sink.levels()).containsExactly(true, true, false);
    }

    @Test
    void aLevelSurvivesTheTimeBetweenTwoClients() {
        rig.function.connect(InterruptSink.DISCONNECTED);
        interrupts.signal(0);
        RecordingSink next = new RecordingSink();

        rig.function.connect(next);

        assertThat(next.levels()).containsExactly(true);
    }

    @Test
    void aVectorThatIsNotDeclaredIsAnErrorOfTheDevice() {
        assertThatThrownBy(() -> interrupts.signal(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> interrupts.clear(-1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
