package dev.barista.pci;

import static dev.barista.pci.spec.PowerManagementRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.BarHandler;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.GuestErrors.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PCI Power Management 1.2, sections 3.2.4 and 5. */
class PowerManagementTest {
    private final Rig rig = rig(true);
    private final int controlStatus =
            rig.capability(CapabilityIds.POWER_MANAGEMENT) + CONTROL_STATUS;

    private static Rig rig(boolean noSoftReset) {
        return new Rig(
                new DeviceSketch()
                        .bar(0, 0x1000, BarKind.MEMORY_32)
                        .intx(InterruptPin.A)
                        .with(new CapabilityDescription.PowerManagement(noSoftReset)));
    }

    @Test
    void inD3hotABarAnswersAllOnesAndDropsWrites() {
        rig.function.bar(0).write64(0, 0x1122_3344_5566_7788L);
        rig.write16(controlStatus, D3_HOT);
        BarHandler bar = rig.function.bar(0);

        bar.write8(0, 0);
        bar.write16(0, 0);
        bar.write32(0, 0);
        bar.write64(0, 0);

        assertThat(bar.read8(0)).isEqualTo(0xff);
        assertThat(bar.read16(0)).isEqualTo(0xffff);
        assertThat(bar.read32(0)).isEqualTo(-1);
        assertThat(bar.read64(0)).isEqualTo(-1);
        assertThat(bar.peek(0, 8)).isEqualTo(0x1122_3344_5566_7788L);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_READ)).isEqualTo(4);
        assertThat(rig.device.guestErrors().count(Kind.UNMAPPED_WRITE)).isEqualTo(4);
    }

    @Test
    void inD3hotConfigurationSpaceIsStillThere() {
        rig.write16(controlStatus, D3_HOT);

        assertThat(rig.read32(TypeZeroHeaderRegisters.VENDOR_ID)).isEqualTo(0x11e8_1234);
        assertThat(rig.read16(controlStatus) & POWER_STATE).isEqualTo(D3_HOT);
    }

    @Test
    void inD3hotABarDecodesNothing() {
        rig.command(TypeZeroHeaderRegisters.COMMAND_MEMORY_SPACE);

        rig.write16(controlStatus, D3_HOT);

        assertThat(rig.function.barAddress(0)).isEqualTo(-1);
    }

    @Test
    void backInD0TheFunctionIsAsItWas() {
        rig.function.bar(0).write32(0, 0x1234);
        rig.write8(TypeZeroHeaderRegisters.INTERRUPT_LINE, 11);

        rig.write16(controlStatus, D3_HOT);
        rig.write16(controlStatus, D0);

        assertThat(rig.function.bar(0)).isSameAs(rig.device.bar(0));
        assertThat(rig.function.bar(0).read32(0)).isEqualTo(0x1234);
        assertThat(rig.read8(TypeZeroHeaderRegisters.INTERRUPT_LINE)).isEqualTo(11);
        assertThat(rig.resetRequests).isZero();
    }

    @Test
    void aFunctionThatDoesNotKeepItsStateAsksForAResetOnItsWayToD0() {
        Rig forgetful = rig(false);

        forgetful.write16(controlStatus, D3_HOT);
        int goingDown = forgetful.resetRequests;
        forgetful.write16(controlStatus, D0);

        assertThat(goingDown).isZero();
        assertThat(forgetful.resetRequests).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStateThatIsNotSupportedIsNotEntered(int state) {
        rig.write16(controlStatus, state);
        int fromD0 = rig.read16(controlStatus) & POWER_STATE;
        rig.write16(controlStatus, D3_HOT);
        rig.write16(controlStatus, state);

        assertThat(fromD0).isEqualTo(D0);
        assertThat(rig.read16(controlStatus) & POWER_STATE).isEqualTo(D3_HOT);
    }

    @Test
    void aResetLeadsBackToD0() {
        rig.write16(controlStatus, D3_HOT);

        rig.function.reset();
        rig.function.interrupts().signal(0);

        assertThat(rig.sink.levels()).containsExactly(true);
        assertThat(rig.read16(controlStatus) & POWER_STATE).isEqualTo(D0);
        assertThat(rig.function.bar(0)).isSameAs(rig.device.bar(0));
    }

    @Test
    void inD3hotThePinIsQuietAndSpeaksAgainInD0() {
        rig.write16(controlStatus, D3_HOT);
        rig.function.interrupts().signal(0);
        boolean statusInD3hot = rig.interruptStatus();

        rig.write16(controlStatus, D0);

        assertThat(statusInD3hot).isFalse();
        assertThat(rig.sink.levels()).containsExactly(true);
        assertThat(rig.interruptStatus()).isTrue();
    }

    @Test
    void whoeverKeepsHandlersIsToldWhenTheyChangeAndNotBefore() {
        int[] changes = new int[1];
        rig.function.onBarsChanged(() -> changes[0]++);

        rig.write16(controlStatus, D0);
        int staying = changes[0];
        rig.write16(controlStatus, D3_HOT);
        int down = changes[0];
        rig.function.reset();

        assertThat(staying).isZero();
        assertThat(down).isEqualTo(1);
        assertThat(changes[0]).isEqualTo(2);
    }
}
