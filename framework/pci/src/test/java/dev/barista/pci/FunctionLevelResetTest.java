package dev.barista.pci;

import static dev.barista.pci.spec.PciExpressRegisters.*;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.spec.AdvancedFeaturesRegisters;
import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.CapabilityDescription;

import org.junit.jupiter.api.Test;

/** PCI Express Base 4.0, section 6.6.2, and the PCI Advanced Capabilities ECN. */
class FunctionLevelResetTest {
    private static final int PAYLOAD_256 = 1 << 5;
    private static final int READ_REQUEST_4096 = 5 << 12;
    private static final int COMMON_CLOCK = 1 << 6;

    private final Rig rig =
            new Rig(
                    new DeviceSketch()
                            .bar(0, 0x1000, BarKind.MEMORY_32)
                            .intx(InterruptPin.A)
                            .with(new CapabilityDescription.PciExpress(true)));
    private final int express = rig.capability(CapabilityIds.PCI_EXPRESS);

    @Test
    void initiateFlrAsksTheHostForOneReset() {
        rig.write16(express + DEVICE_CONTROL, DEVICE_CONTROL_INITIATE_FLR);

        assertThat(rig.resetRequests).isEqualTo(1);
        assertThat(rig.device.resets()).isEqualTo(1); // the rig's own; the host decides when
    }

    @Test
    void initiateFlrReadsZero() {
        rig.write16(express + DEVICE_CONTROL, DEVICE_CONTROL_INITIATE_FLR);

        assertThat(rig.read16(express + DEVICE_CONTROL) & DEVICE_CONTROL_INITIATE_FLR).isZero();
    }

    @Test
    void otherWritesToDeviceControlResetNothing() {
        rig.write16(express + DEVICE_CONTROL, 0x7fff);
        rig.write16(express + DEVICE_STATUS, 0xffff);

        assertThat(rig.resetRequests).isZero();
    }

    @Test
    void aFunctionThatDeclaresNoFlrHasNone() {
        Rig without = new Rig(new DeviceSketch().with(new CapabilityDescription.PciExpress(false)));
        int at = without.capability(CapabilityIds.PCI_EXPRESS);

        without.write16(at + DEVICE_CONTROL, DEVICE_CONTROL_INITIATE_FLR);

        assertThat(without.resetRequests).isZero();
        assertThat(without.read32(at + DEVICE_CAPABILITIES) & 1 << 28).isZero();
    }

    @Test
    void advancedFeaturesResetAConventionalFunction() {
        Rig conventional =
                new Rig(new DeviceSketch().with(new CapabilityDescription.AdvancedFeatures()));
        int at = conventional.capability(CapabilityIds.ADVANCED_FEATURES);

        conventional.write8(at + AdvancedFeaturesRegisters.CONTROL, 0xfe);
        int otherBits = conventional.resetRequests;
        conventional.write8(
                at + AdvancedFeaturesRegisters.CONTROL, AdvancedFeaturesRegisters.INITIATE_FLR);

        assertThat(otherBits).isZero();
        assertThat(conventional.resetRequests).isEqualTo(1);
    }

    @Test
    void aHostMayResetWithinTheRequest() {
        EmulatedFunction function = new EmulatedFunction(rig.description);
        MemoryDevice device = new MemoryDevice(rig.description);
        function.install(device, function::reset);
        function.reset();
        function.writeConfig(TypeZeroHeaderRegisters.INTERRUPT_LINE, 1, 11);

        function.writeConfig(express + DEVICE_CONTROL, 2, DEVICE_CONTROL_INITIATE_FLR);

        assertThat(device.resets()).isEqualTo(2);
        assertThat(function.readConfig(TypeZeroHeaderRegisters.INTERRUPT_LINE, 1)).isZero();
    }

    @Test
    void aFunctionLevelResetKeepsWhatControlsTheLinkAndNothingElse() {
        rig.write32(TypeZeroHeaderRegisters.BAR0, -1);
        rig.write16(express + LINK_CONTROL, COMMON_CLOCK);
        rig.write16(
                express + DEVICE_CONTROL,
                PAYLOAD_256 | READ_REQUEST_4096 | DEVICE_CONTROL_INITIATE_FLR);

        rig.function.reset();

        int deviceControlAfterReset = 0x2810;
        assertThat(rig.read16(express + DEVICE_CONTROL))
                .isEqualTo(deviceControlAfterReset | PAYLOAD_256);
        assertThat(rig.read16(express + LINK_CONTROL)).isEqualTo(COMMON_CLOCK);
        assertThat(rig.read32(TypeZeroHeaderRegisters.BAR0)).isZero();
    }

    @Test
    void anyOtherResetForgetsTheLinkToo() {
        rig.write16(express + LINK_CONTROL, COMMON_CLOCK);
        rig.write16(express + DEVICE_CONTROL, PAYLOAD_256 | DEVICE_CONTROL_INITIATE_FLR);
        rig.function.reset();

        rig.function.reset();

        assertThat(rig.read16(express + DEVICE_CONTROL) & DEVICE_CONTROL_MAX_PAYLOAD_SIZE).isZero();
        assertThat(rig.read16(express + LINK_CONTROL)).isZero();
    }

    @Test
    void aResetDropsInterruptConditions() {
        rig.function.interrupts().signal(0);

        rig.function.reset();

        assertThat(rig.sink.levels()).containsExactly(true, false);
        assertThat(rig.interruptStatus()).isFalse();
    }

    @Test
    void aConditionFromBeforeAResetCanBeSignalledAnewAfterIt() {
        rig.function.interrupts().signal(0);
        rig.function.reset();
        rig.sink.levels();

        rig.function.interrupts().signal(0);

        assertThat(rig.sink.levels()).containsExactly(true);
    }

    @Test
    void theDeviceIsResetLastSoWhatItSignalsThenStays() {
        EmulatedFunction function = new EmulatedFunction(rig.description);
        MemoryDevice device = new MemoryDevice(rig.description);
        function.install(device, () -> {});
        device.onReset(() -> function.interrupts().signal(0));

        function.reset();

        int status = function.readConfig(TypeZeroHeaderRegisters.STATUS, 2);
        assertThat(status & TypeZeroHeaderRegisters.STATUS_INTERRUPT).isNotZero();
    }
}
