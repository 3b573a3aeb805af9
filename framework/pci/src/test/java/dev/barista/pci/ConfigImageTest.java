package dev.barista.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.CapabilityDescription;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class ConfigImageTest {
    private static DeviceSketch everything() {
        return new DeviceSketch()
                .bar(0, 0x1000, BarKind.MEMORY_32)
                .bar(2, 0x20, BarKind.IO)
                .bar(4, 0x1000, BarKind.MEMORY_64)
                .intx(InterruptPin.D)
                .with(new CapabilityDescription.Vendor(List.of(1, 2, 3)))
                .with(new CapabilityDescription.PowerManagement(false))
                .with(new CapabilityDescription.PciExpress(true))
                .with(new CapabilityDescription.AdvancedFeatures())
                .with(new CapabilityDescription.SerialNumber(-1))
                .with(new CapabilityDescription.Vendor(List.of()))
                .msi(32, true)
                .msix(2048);
    }

    private static ConfigField field(ConfigImage image, String structure, String name) {
        return image.structures().stream()
                .filter(candidate -> candidate.name().equals(structure))
                .flatMap(candidate -> candidate.fields().stream())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void capabilitiesFollowEachOtherInDeclaredOrderThenMsiThenMsix() {
        ConfigImage image = ConfigImage.of(everything().describe());

        assertThat(image.structures())
                .extracting(ConfigStructure::name)
                .containsExactly(
                        "Type 0 header",
                        "Vendor Specific",
                        "Power Management",
                        "PCI Express",
                        "Advanced Features",
                        "Vendor Specific",
                        "MSI",
                        "MSI-X",
                        "Device Serial Number");
    }

    @Test
    void theChainLeadsToEveryCapabilityAndEnds() {
        Rig rig = new Rig(everything());
        List<Integer> found = new ArrayList<>();

        for (int at = rig.read8(0x34); at != 0; at = rig.read8(at + 1)) {
            assertThat(at % 4).isZero();
            assertThat(at).isBetween(0x40, 0xfc);
            found.add(rig.read8(at));
            assertThat(found).hasSizeLessThan(48);
        }

        assertThat(found)
                .containsExactly(
                        CapabilityIds.VENDOR_SPECIFIC,
                        CapabilityIds.POWER_MANAGEMENT,
                        CapabilityIds.PCI_EXPRESS,
                        CapabilityIds.ADVANCED_FEATURES,
                        CapabilityIds.VENDOR_SPECIFIC,
                        CapabilityIds.MSI,
                        CapabilityIds.MSIX);
    }

    @Test
    void withoutCapabilitiesThereIsNoListAndTheStatusRegisterSaysSo() {
        Rig rig = new Rig(new DeviceSketch());

        assertThat(rig.read8(0x34)).isZero();
        assertThat(rig.read16(0x06)).isZero();
    }

    @Test
    void noTwoFieldsShareABitAndNoneLeavesItsStructure() {
        ConfigImage image = ConfigImage.of(everything().describe());
        int[] taken = new int[image.size() / 4];

        for (ConfigStructure structure : image.structures()) {
            for (ConfigField field : structure.fields()) {
                assertThat(taken[field.offset() / 4] & field.mask()).as(field.name()).isZero();
                taken[field.offset() / 4] |= field.mask();
                assertThat(field.offset()).isGreaterThanOrEqualTo(structure.offset());
                assertThat(field.offset() + field.hi() / 8)
                        .as(field.name())
                        .isLessThan(structure.offset() + structure.length());
            }
        }
    }

    @Test
    void fieldsAreInOrder() {
        for (ConfigStructure structure : ConfigImage.of(everything().describe()).structures()) {
            List<Integer> positions =
                    structure.fields().stream()
                            .map(field -> 8 * field.offset() + field.lo())
                            .toList();

            assertThat(positions).as(structure.name()).isSorted();
        }
    }

    @Test
    void aFieldFindsItsValueInTheWordItIsIn() {
        ConfigImage image = ConfigImage.of(everything().describe());
        Rig rig = new Rig(everything());
        ConfigField pin = field(image, "Type 0 header", "Interrupt Pin");
        ConfigField master = field(image, "Type 0 header", "Command: Bus Master Enable");
        rig.write16(0x04, 0x0004);

        assertThat(pin.valueIn(rig.read32(pin.offset() & ~3))).isEqualTo(4);
        assertThat(master.valueIn(rig.read32(master.offset() & ~3))).isEqualTo(1);
        assertThat(field(image, "Device Serial Number", "Serial Number, upper").valueIn(-1))
                .isEqualTo(-1);
    }

    @Test
    void capabilitiesThatNeedMoreRoomThanThereIsAreRefused() {
        CapabilityDescription large = new CapabilityDescription.Vendor(Collections.nCopies(128, 0));
        DeviceSketch sketch = new DeviceSketch().with(large).msi(1, true).with(large);

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sketch: its capabilities take 288 bytes of configuration space, and 192"
                                + " are there");
    }

    @Test
    void capabilitiesMayFillTheSpaceToItsLastByte() {
        DeviceSketch sketch =
                new DeviceSketch()
                        .with(new CapabilityDescription.Vendor(Collections.nCopies(128, 0)))
                        .with(new CapabilityDescription.PciExpress(true));

        ConfigImage image = ConfigImage.of(sketch.describe());

        ConfigStructure last = image.structures().getLast();
        assertThat(last.offset() + last.length()).isEqualTo(0x100);
    }

    @Test
    void aSerialNumberWithoutPciExpressIsRefused() {
        DeviceSketch sketch = new DeviceSketch().with(new CapabilityDescription.SerialNumber(1));

        assertThatThrownBy(() -> ConfigImage.of(sketch.describe()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a PCI Express capability");
    }

    @Test
    void aFieldCanNotLeaveItsWordNorHoldMoreThanItsBits() {
        assertThatThrownBy(() -> new ConfigField("x", 2, 0, 16, FieldAccess.RO, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConfigField("x", 0, 4, 7, FieldAccess.RO, 16))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
