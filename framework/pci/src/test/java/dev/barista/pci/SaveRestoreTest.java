package dev.barista.pci;

import static dev.barista.pci.spec.TypeZeroHeaderRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.MsixRegisters;
import dev.barista.pci.spec.PowerManagementRegisters;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.InvalidStateException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class SaveRestoreTest {
    private static final int PBA_OFFSET = 0x8000;

    private final Rig source = new Rig(sketch());
    private final Rig target = new Rig(sketch());

    private static DeviceSketch sketch() {
        return new DeviceSketch()
                .bar(0, 0x1000, BarKind.MEMORY_32)
                .intx(InterruptPin.A)
                .msix(4)
                .with(new CapabilityDescription.PowerManagement(true));
    }

    private void transfer() {
        NamedState state = new NamedState();
        source.function.save(state);
        target.function.restore(state);
    }

    @Test
    void everyWritableFieldGoesAcross() {
        for (int offset = 0; offset < 256; offset += 4) {
            source.write32(offset, -1);
        }
        source.function.receivedMasterAbort();

        transfer();

        for (int offset = 0; offset < 256; offset += 4) {
            assertThat(target.read32(offset))
                    .as("offset 0x%x", offset)
                    .isEqualTo(source.read32(offset));
        }
    }

    @Test
    void theMsixTableAndPendingVectorsGoAcross() {
        int control = source.capability(CapabilityIds.MSIX) + MsixRegisters.MESSAGE_CONTROL;
        source.write16(control, MsixRegisters.ENABLE);
        source.function.bar(1).write64(MsixRegisters.ENTRY_LENGTH, 0x12_fee0_1000L);
        source.function.interrupts().signal(1);

        transfer();
        long pending = target.function.bar(1).read64(PBA_OFFSET);
        target.function.bar(1).write64(MsixRegisters.ENTRY_LENGTH + 8, 0x41);

        assertThat(pending).isEqualTo(1 << 1);
        assertThat(target.sink.messages())
                .containsExactly(
                        new RecordingSink.Message(InterruptMode.MSIX, 1, 0x12_fee0_1000L, 0x41));
    }

    @Test
    void aConditionWhoseMessageWasSentStaysAConditionAndIsNotSentAgain() {
        int control = source.capability(CapabilityIds.MSIX) + MsixRegisters.MESSAGE_CONTROL;
        source.write16(control, MsixRegisters.ENABLE);
        source.function.bar(1).write64(MsixRegisters.ENTRY_LENGTH + 8, 0x41);
        source.function.interrupts().signal(1);

        transfer();
        target.write16(control, 0);

        assertThat(target.sink.messages()).isEmpty();
        assertThat(target.sink.levels()).containsExactly(true);
    }

    @Test
    void anAssertedPinIsAssertedOnTheOtherSide() {
        source.function.interrupts().signal(0);

        transfer();
        boolean status = target.interruptStatus();
        target.function.interrupts().clear(0);

        assertThat(status).isTrue();
        assertThat(target.sink.levels()).containsExactly(true, false);
    }

    @Test
    void aPinThatIsNotAssertedInTheStateIsDeasserted() {
        target.function.interrupts().signal(0);

        transfer();

        assertThat(target.sink.levels()).containsExactly(true, false);
        assertThat(target.interruptStatus()).isFalse();
    }

    @Test
    void thePowerStateGoesAcross() {
        int controlStatus =
                source.capability(CapabilityIds.POWER_MANAGEMENT)
                        + PowerManagementRegisters.CONTROL_STATUS;
        source.write16(controlStatus, PowerManagementRegisters.D3_HOT);
        int[] changes = new int[1];
        target.function.onBarsChanged(() -> changes[0]++);

        transfer();

        assertThat(target.function.bar(0).read32(0)).isEqualTo(-1);
        assertThat(changes[0]).isEqualTo(1);
    }

    @Test
    void theDevicesStateGoesAcross() {
        source.function.reset();
        source.function.reset();

        transfer();

        assertThat(target.device.resets()).isEqualTo(source.device.resets());
    }

    @Test
    void theStateOfADeviceWithAnotherBarSizeIsRefused() {
        Rig other = new Rig(sketch().bar(4, 0x1000, BarKind.MEMORY_32));
        Rig larger = new Rig(sketch().bar(4, 0x2000, BarKind.MEMORY_32));
        NamedState state = new NamedState();
        larger.function.save(state);

        assertThatThrownBy(() -> other.function.restore(state))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("offset 0x20");
    }

    @Test
    void theStateOfADeviceWithAnotherReadOnlyValueIsRefused() {
        Rig one = new Rig(sketch().with(new CapabilityDescription.Vendor(List.of(1))));
        Rig two = new Rig(sketch().with(new CapabilityDescription.Vendor(List.of(2))));
        NamedState state = new NamedState();
        one.function.save(state);

        assertThatThrownBy(() -> two.function.restore(state))
                .isInstanceOf(InvalidStateException.class)
                .hasMessageContaining("offset 0x48");
    }

    @Test
    void theStateOfADeviceWithAnotherTableSizeIsRefused() {
        Rig other = new Rig(new DeviceSketch().msix(4));
        Rig larger = new Rig(new DeviceSketch().msix(5));
        NamedState state = new NamedState();
        larger.function.save(state);

        assertThatThrownBy(() -> other.function.restore(state))
                .isInstanceOf(InvalidStateException.class);
    }

    @Test
    void aForgedStateChangesNoReadOnlyBit() {
        NamedState state = new NamedState();
        source.function.save(state);
        NamedState forged = new NamedState();
        long[] ones = new long[64];
        Arrays.fill(ones, -1);
        forged.putLongs("pci.layout", state.getLongs("pci.layout", 64));
        forged.putLongs("pci.config", ones);
        forged.putLongs("pci.msix", Arrays.copyOf(ones, 16));
        forged.putBytes("pci.interrupts", new byte[] {-1, 0, 2, 3});
        forged.putLong("resets", 0);

        target.function.restore(forged);

        assertThat(target.read32(VENDOR_ID)).isEqualTo(0x11e8_1234);
        assertThat(target.read16(COMMAND)).isEqualTo(0x0546);
        assertThat(target.read32(BAR0)).isEqualTo(0xffff_f000);
    }
}
