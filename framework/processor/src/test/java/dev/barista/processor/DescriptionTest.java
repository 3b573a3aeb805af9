package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barista.spi.Access;
import dev.barista.spi.BarKind;
import dev.barista.spi.Dispatch;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.DeviceDescription.Identity;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;
import dev.barista.spi.binding.DeviceDescription.MsixDescription;
import dev.barista.spi.binding.RegisterDescription;
import dev.barista.spi.binding.RegisterDescription.BitField;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What hosts and tools are told about a device. */
class DescriptionTest {
    @TempDir Path output;

    @Test
    void theIdentificationFieldsAreThoseDeclared() {
        DeviceDescription description =
                Bench.type(
                                Compilation.of(
                                        output,
                                        """
                                        package some.where;

                                        import dev.barista.spi.*;

                                        @PciDevice(name = "nic-2", vendorId = 0x1af4, deviceId = 0x1041,
                                                revision = 0xff, classCode = 0xff_fe_fd,
                                                subsystemVendorId = 0x8086, subsystemId = 0xffff,
                                                description = "A \\"quoted\\" \\\\ ü description\\n",
                                                dispatch = Dispatch.DEDICATED)
                                        final class Nic extends PciFunction {
                                            Nic(DeviceContext context) {
                                                super(context);
                                            }
                                        }
                                        """))
                        .description();

        assertThat(description.name()).isEqualTo("nic-2");
        assertThat(description.className()).isEqualTo("some.where.Nic");
        assertThat(description.description()).isEqualTo("A \"quoted\" \\ ü description\n");
        assertThat(description.identity())
                .isEqualTo(new Identity(0x1af4, 0x1041, 0xff, 0xff_fe_fd, 0x8086, 0xffff));
        assertThat(description.dispatch()).isEqualTo(Dispatch.DEDICATED);
        assertThat(description.saveable()).isTrue();
        assertThat(description.bars()).isEmpty();
    }

    @Test
    void barsComeInTheOrderOfTheirIndexAndRegistersInThatOfTheirOffset() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bar(index = 4, size = 0x20, kind = BarKind.IO)
                        @Bar(index = 0, size = 0x4000_0000, kind = BarKind.MEMORY_64, prefetchable = true)
                        """,
                        """
                        @Register(offset = 0x08) int second;
                        @Register(offset = 0x00) int first;
                        @Write(offset = 0x04) void between(int value) {}
                        """);

        assertThat(device.description().bars())
                .extracting(BarDescription::index)
                .containsExactly(0, 4);
        BarDescription first = device.description().bars().getFirst();
        assertThat(first.size()).isEqualTo(0x4000_0000);
        assertThat(first.kind()).isEqualTo(BarKind.MEMORY_64);
        assertThat(first.prefetchable()).isTrue();
        assertThat(first.registers())
                .extracting(RegisterDescription::name)
                .containsExactly("first", "between", "second");
    }

    @Test
    void registersAreDescribedWithTheirEffectiveMasks() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bits(value = 16, reserved = 0xff00)
                        record Status(@Bit(0) boolean on, @Field(lo = 1, hi = 7) int mode) {}

                        @Register(offset = 0x00, reset = 0x81, writeOneToClear = 0x02, clearOnRead = 0x04,
                                layout = Status.class)
                        short status;
                        @Register(offset = 0x10, count = 4, stride = 8, access = Access.RO) final int[] queue = new int[4];
                        @Register(offset = 0x40, access = Access.WO) int door;
                        """);

        assertThat(device.register("status"))
                .isEqualTo(
                        new RegisterDescription(
                                "status",
                                0x00,
                                2,
                                1,
                                2,
                                Access.RW,
                                true,
                                true,
                                0x81,
                                0xf9,
                                0x02,
                                0x04,
                                0xff00,
                                List.of(new BitField("on", 0, 0), new BitField("mode", 1, 7))));
        assertThat(device.register("queue"))
                .isEqualTo(
                        new RegisterDescription(
                                "queue", 0x10, 4, 4, 8, Access.RO, true, true, 0, 0, 0, 0, 0,
                                List.of()));
        assertThat(device.register("door").readable()).isFalse();
    }

    @Test
    void hooksWithoutStorageAreDescribedAsRegistersAreByTheHookThatReads() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Write(offset = 0x00) void door(short value) {}
                        @Write(offset = 0x10, length = 0x40) void put(int offset, int value) {}
                        @Read(offset = 0x10, length = 0x40) int window(int offset) { return 0; }
                        """);

        assertThat(device.register("door"))
                .isEqualTo(
                        new RegisterDescription(
                                "door", 0x00, 2, 1, 2, Access.WO, false, false, 0, 0xffff, 0, 0, 0,
                                List.of()));
        RegisterDescription window = device.register("window");
        assertThat(window.count()).isEqualTo(0x10);
        assertThat(window.access()).isEqualTo(Access.RW);
        assertThat(window.readable()).isTrue();
    }

    @Test
    void interruptsAreThoseDeclared() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bar(index = 1, size = 0x1000)
                        @Intx(InterruptPin.B)
                        @Msi(vectors = 4, maskable = false)
                        @MsiX(vectors = 65, tableBar = 1, tableOffset = 0x200)
                        """,
                        "");

        DeviceDescription description = device.description();
        assertThat(description.intx()).isEqualTo(InterruptPin.B);
        assertThat(description.msi()).isEqualTo(new MsiDescription(4, false));
        assertThat(description.msix()).isEqualTo(new MsixDescription(65, 1, 0x200, 1, 0x610));
        assertThat(description.vectors()).isEqualTo(65);
    }

    @Test
    void whatIsNotDeclaredIsAbsent() {
        Bench device = Bench.of(output, "@Bar(index = 0, size = 0x1000)", "");

        DeviceDescription description = device.description();
        assertThat(description.intx()).isNull();
        assertThat(description.msi()).isNull();
        assertThat(description.msix()).isNull();
        assertThat(description.capabilities()).isEmpty();
        assertThat(description.parameters()).isEmpty();
        assertThatThrownBy(() -> device.binding().bar(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("bench has no BAR 1");
    }

    @Test
    void aPendingBitArrayInABarOfItsOwnStartsThere() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @Bar(index = 1, size = 0x1000)
                        @Bar(index = 2, size = 0x1000)
                        @MsiX(vectors = 2, tableBar = 1, pbaBar = 2)
                        """,
                        "");

        assertThat(device.description().msix()).isEqualTo(new MsixDescription(2, 1, 0, 2, 0));
    }

    @Test
    void capabilitiesComeInOneOrder() {
        Bench device =
                Bench.of(
                        output,
                        """
                        @VendorCapability({0x01, 0xff})
                        @SerialNumber(0x8011_22ff_fe33_4455L)
                        @PciExpress(functionLevelReset = false)
                        @VendorCapability({})
                        @PowerManagement(noSoftReset = false)
                        """,
                        "");

        assertThat(device.description().capabilities())
                .containsExactly(
                        new CapabilityDescription.PowerManagement(false),
                        new CapabilityDescription.PciExpress(false),
                        new CapabilityDescription.Vendor(List.of(0x01, 0xff)),
                        new CapabilityDescription.Vendor(List.of()),
                        new CapabilityDescription.SerialNumber(0x8011_22ff_fe33_4455L));
    }

    @Test
    void advancedFeaturesAreForConventionalFunctions() {
        Bench device = Bench.of(output, "@AdvancedFeatures", "");

        assertThat(device.description().capabilities())
                .containsExactly(new CapabilityDescription.AdvancedFeatures());
    }
}
