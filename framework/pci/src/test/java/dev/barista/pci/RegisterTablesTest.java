package dev.barista.pci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.pci.RegisterTable.Row;
import dev.barista.spi.BarKind;
import dev.barista.spi.InterruptPin;
import dev.barista.spi.binding.CapabilityDescription;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Every register of the header and of each capability against the specifications' tables: value
 * after reset, which bits a write changes, which a written one clears. What no table names is
 * reserved, so the tables of a device together say what its whole configuration space does.
 *
 * <p>Columns: offset, width, reset value, RW bits, RW1C bits, name.
 */
class RegisterTablesTest {
    // PCI Local Bus 3.0, figure 6-1 and sections 6.2.1 to 6.2.5. BAR 0: 4 KiB of 32-bit memory;
    // BAR 1: 64 KiB of 32-bit memory; BAR 2: 32 bytes of I/O; BAR 4: 1 MiB of prefetchable 64-bit
    // memory. Command: I/O, memory, bus master, parity error response, SERR#, interrupt disable.
    private static final RegisterTable CONVENTIONAL_HEADER =
            RegisterTable.parse(
                    "Type 0 header",
                    """
                    00 2 1234     0        0    Vendor ID
                    02 2 11e8     0        0    Device ID
                    04 2 0        0547     0    Command
                    06 2 0010     0        f900 Status
                    08 1 10       0        0    Revision ID
                    09 1 04       0        0    Programming Interface
                    0a 1 03       0        0    Sub-Class
                    0b 1 02       0        0    Base Class
                    0c 1 0        ff       0    Cache Line Size
                    0d 1 0        ff       0    Latency Timer
                    0e 1 0        0        0    Header Type
                    0f 1 0        0        0    BIST
                    10 4 0        fffff000 0    BAR 0
                    14 4 0        ffff0000 0    BAR 1
                    18 4 00000001 ffffffe0 0    BAR 2
                    1c 4 0        0        0    BAR 3
                    20 4 0000000c fff00000 0    BAR 4
                    24 4 0        ffffffff 0    BAR 5
                    28 4 0        0        0    CardBus CIS Pointer
                    2c 2 1af4     0        0    Subsystem Vendor ID
                    2e 2 1100     0        0    Subsystem ID
                    30 4 0        0        0    Expansion ROM
                    34 1 40       0        0    Capabilities Pointer
                    3c 1 0        ff       0    Interrupt Line
                    3d 1 2        0        0    Interrupt Pin
                    3e 1 0        0        0    Min_Gnt
                    3f 1 0        0        0    Max_Lat
                    """);

    // PCI Express Base 4.0, section 7.5.1.1: Latency Timer is hardwired to zero. No I/O BAR, so no
    // I/O Space Enable; no pin.
    private static final RegisterTable EXPRESS_HEADER =
            RegisterTable.parse(
                    "Type 0 header",
                    """
                    00 2 1234     0        0    Vendor ID
                    02 2 11e8     0        0    Device ID
                    04 2 0        0546     0    Command
                    06 2 0010     0        f900 Status
                    08 4 02030410 0        0    Revision ID and Class Code
                    0c 1 0        ff       0    Cache Line Size
                    0d 1 0        0        0    Latency Timer
                    0e 2 0        0        0    Header Type and BIST
                    14 4 0        ffff0000 0    BAR 1
                    2c 2 1af4     0        0    Subsystem Vendor ID
                    2e 2 1100     0        0    Subsystem ID
                    34 1 40       0        0    Capabilities Pointer
                    3c 1 0        ff       0    Interrupt Line
                    3d 1 0        0        0    Interrupt Pin
                    """);

    // PCI Power Management 1.2, section 3.2.
    private static final RegisterTable POWER_MANAGEMENT =
            RegisterTable.parse(
                    "Power Management",
                    """
                    00 1 01       0        0    Capability ID
                    01 1 48       0        0    Next Capability Pointer
                    02 2 0003     0        0    PMC
                    04 2 0008     0003     0    PMCSR
                    06 1 0        0        0    PMCSR_BSE
                    07 1 0        0        0    Data
                    """);

    // PCI Advanced Capabilities ECN: Initiate FLR reads zero.
    private static final RegisterTable ADVANCED_FEATURES =
            RegisterTable.parse(
                    "Advanced Features",
                    """
                    00 1 13       0        0    Capability ID
                    01 1 50       0        0    Next Capability Pointer
                    02 1 06       0        0    Length
                    03 1 03       0        0    AF Capabilities
                    04 1 0        0        0    AF Control
                    05 1 0        0        0    AF Status
                    """);

    // PCI Local Bus 3.0, appendix H.
    private static final RegisterTable VENDOR_SPECIFIC =
            RegisterTable.parse(
                    "Vendor Specific",
                    """
                    00 1 09       0        0    Capability ID
                    01 1 58       0        0    Next Capability Pointer
                    02 1 05       0        0    Length
                    03 1 be       0        0    Byte 0
                    04 1 ef       0        0    Byte 1
                    """);

    // PCI Local Bus 3.0, section 6.8.1: 8 messages, 64-bit, per-vector masking.
    private static final RegisterTable MSI =
            RegisterTable.parse(
                    "MSI",
                    """
                    00 1 05       0        0    Capability ID
                    01 1 70       0        0    Next Capability Pointer
                    02 2 0186     0071     0    Message Control
                    04 4 0        fffffffc 0    Message Address
                    08 4 0        ffffffff 0    Message Upper Address
                    0c 2 0        ffff     0    Message Data
                    10 4 0        000000ff 0    Mask Bits
                    14 4 0        0        0    Pending Bits
                    """);

    // PCI Local Bus 3.0, section 6.8.2: 33 vectors, table at 0, PBA at 0x8000 of BAR 1.
    private static final RegisterTable MSIX =
            RegisterTable.parse(
                    "MSI-X",
                    """
                    00 1 11       0        0    Capability ID
                    01 1 0        0        0    Next Capability Pointer
                    02 2 0020     c000     0    Message Control
                    04 4 00000001 0        0    Table Offset and BIR
                    08 4 00008001 0        0    PBA Offset and BIR
                    """);

    // PCI Express Base 4.0, section 7.5.3. Device Capabilities: 256 bytes payload, role-based
    // errors, FLR. Link Capabilities: x1 at 2.5 GT/s, ASPM optionality.
    private static final RegisterTable PCI_EXPRESS =
            RegisterTable.parse(
                    "PCI Express",
                    """
                    00 1 10       0        0    Capability ID
                    01 1 7c       0        0    Next Capability Pointer
                    02 2 0002     0        0    PCI Express Capabilities
                    04 4 10008001 0        0    Device Capabilities
                    08 2 2810     78ff     0    Device Control
                    0a 2 0        0        000f Device Status
                    0c 4 00400011 0        0    Link Capabilities
                    10 2 0        00cb     0    Link Control
                    12 2 1011     0        0    Link Status
                    14 4 0        0        0    Slot Capabilities
                    18 4 0        0        0    Slot Control and Status
                    1c 4 0        0        0    Root Control and Capabilities
                    20 4 0        0        0    Root Status
                    24 4 00000010 0        0    Device Capabilities 2
                    28 2 0        0010     0    Device Control 2
                    2a 2 0        0        0    Device Status 2
                    2c 4 00000002 0        0    Link Capabilities 2
                    30 2 0        0        0    Link Control 2
                    32 2 0        0        0    Link Status 2
                    34 4 0        0        0    Slot Capabilities 2
                    38 4 0        0        0    Slot Control 2 and Status 2
                    """);

    // Without per-vector masking the capability ends after Message Data.
    private static final RegisterTable UNMASKABLE_MSI =
            RegisterTable.parse(
                    "MSI",
                    """
                    00 1 05       0        0    Capability ID
                    01 1 8c       0        0    Next Capability Pointer
                    02 2 0080     0071     0    Message Control
                    04 4 0        fffffffc 0    Message Address
                    08 4 0        ffffffff 0    Message Upper Address
                    0c 2 0        ffff     0    Message Data
                    """);

    // PCI Express Base 4.0, section 7.9.3.
    private static final RegisterTable SERIAL_NUMBER =
            RegisterTable.parse(
                    "Device Serial Number",
                    """
                    00 4 00010003 0        0    Extended Capability Header
                    04 4 55667788 0        0    Serial Number, lower
                    08 4 11223344 0        0    Serial Number, upper
                    """);

    /** A device, and the tables that together describe its configuration space. */
    record Specified(String name, DeviceSketch sketch, int size, List<RegisterTable> tables) {
        @Override
        public String toString() {
            return name;
        }

        List<Row> rows() {
            return tables.stream().flatMap(table -> table.rows().stream()).toList();
        }

        /** A column of the tables as the bytes of the whole configuration space. */
        byte[] image(ToIntFunction<Row> column) {
            byte[] image = new byte[size];
            for (Row row : rows()) {
                for (int i = 0; i < row.width(); i++) {
                    image[row.offset() + i] = (byte) (column.applyAsInt(row) >>> (8 * i));
                }
            }
            return image;
        }
    }

    static final List<Specified> DEVICES =
            List.of(
                    new Specified(
                            "conventional",
                            new DeviceSketch()
                                    .bar(0, 0x1000, BarKind.MEMORY_32)
                                    .msix(33)
                                    .bar(2, 0x20, BarKind.IO)
                                    .prefetchableBar(4, 0x10_0000, BarKind.MEMORY_64)
                                    .intx(InterruptPin.B)
                                    .with(new CapabilityDescription.PowerManagement(true))
                                    .with(new CapabilityDescription.AdvancedFeatures())
                                    .with(new CapabilityDescription.Vendor(List.of(0xbe, 0xef)))
                                    .msi(8, true),
                            256,
                            List.of(
                                    CONVENTIONAL_HEADER.at(0),
                                    POWER_MANAGEMENT.at(0x40),
                                    ADVANCED_FEATURES.at(0x48),
                                    VENDOR_SPECIFIC.at(0x50),
                                    MSI.at(0x58),
                                    MSIX.at(0x70))),
                    new Specified(
                            "express",
                            new DeviceSketch()
                                    .msix(33)
                                    .with(new CapabilityDescription.PciExpress(true))
                                    .with(
                                            new CapabilityDescription.SerialNumber(
                                                    0x1122_3344_5566_7788L))
                                    .msi(1, false),
                            4096,
                            List.of(
                                    EXPRESS_HEADER.at(0),
                                    PCI_EXPRESS.at(0x40),
                                    UNMASKABLE_MSI.at(0x7c),
                                    MSIX.at(0x8c),
                                    SERIAL_NUMBER.at(0x100))));

    static Stream<Arguments> registers() {
        return DEVICES.stream()
                .flatMap(device -> device.rows().stream().map(row -> Arguments.of(device, row)));
    }

    static Stream<Arguments> clearableRegisters() {
        return registers().filter(arguments -> ((Row) arguments.get()[1]).clearable() != 0);
    }

    @ParameterizedTest
    @FieldSource("DEVICES")
    void configurationSpaceAfterResetIsWhatTheTablesSay(Specified device) {
        Rig rig = new Rig(device.sketch);

        assertThat(rig.function.configSize()).isEqualTo(device.size);
        assertThat(bytes(rig)).isEqualTo(device.image(Row::reset));
        assertThat(rig.function.image().bytes()).isEqualTo(device.image(Row::reset));
    }

    @ParameterizedTest
    @FieldSource("DEVICES")
    void onesWrittenEverywhereChangeTheWritableBitsAndNoOther(Specified device) {
        for (int width : new int[] {1, 2, 4}) {
            Rig rig = new Rig(device.sketch);

            for (int offset = 0; offset < device.size; offset += width) {
                rig.function.writeConfig(offset, width, -1);
            }

            assertThat(bytes(rig))
                    .as("written by %d bytes", width)
                    .isEqualTo(device.image(row -> row.reset() | row.writable()));
        }
    }

    @ParameterizedTest
    @FieldSource("DEVICES")
    void zerosWrittenEverywhereChangeTheWritableBitsAndNoOther(Specified device) {
        for (int width : new int[] {1, 2, 4}) {
            Rig rig = new Rig(device.sketch);

            for (int offset = 0; offset < device.size; offset += width) {
                rig.function.writeConfig(offset, width, 0);
            }

            assertThat(bytes(rig))
                    .as("written by %d bytes", width)
                    .isEqualTo(device.image(row -> row.reset() & ~row.writable()));
        }
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aRegisterReadsItsResetValueAtItsOwnWidth(Specified device, Row register) {
        Rig rig = new Rig(device.sketch);

        assertThat(rig.function.readConfig(register.offset(), register.width()))
                .isEqualTo(register.reset());
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aWriteAtARegistersOwnWidthStoresItsWritableBits(Specified device, Row register) {
        Rig rig = new Rig(device.sketch);

        for (int pattern : new int[] {0x5555_5555, 0xaaaa_aaaa, -1, 0}) {
            // Odd bits alone are the power state D2, which does not exist: its own test is
            // PowerManagementTest.
            int value = register.name().endsWith("PMCSR") ? pattern | (pattern >>> 1) : pattern;
            rig.function.writeConfig(register.offset(), register.width(), value);

            assertThat(rig.function.readConfig(register.offset(), register.width()))
                    .as("after a write of 0x%x", value)
                    .isEqualTo(
                            (register.reset() & ~register.writable())
                                    | (value & register.writable()));
        }
    }

    @ParameterizedTest
    @MethodSource("registers")
    void aWriteOfOneByteChangesThatByteOnly(Specified device, Row register) {
        for (int i = 0; i < register.width(); i++) {
            Rig rig = new Rig(device.sketch);
            byte[] expected = device.image(Row::reset);
            int at = register.offset() + i;
            expected[at] |= (byte) (register.writable() >>> (8 * i));

            rig.write8(at, 0xff);

            assertThat(bytes(rig)).as("byte %d", i).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("clearableRegisters")
    void aWrittenOneClearsAStatusBitAndAZeroLeavesIt(Specified device, Row register) {
        for (int bit = 1; bit <= register.clearable(); bit <<= 1) {
            if ((register.clearable() & bit) == 0) {
                continue;
            }
            ConfigSpace space = new ConfigSpace(ConfigImage.of(device.sketch.describe()));
            space.set(register.offset(), register.clearable(), register.clearable());

            space.write(register.offset(), register.width(), 0);
            int afterZeros = space.read(register.offset(), register.width());
            space.write(register.offset(), register.width(), bit);
            int afterOne = space.read(register.offset(), register.width());

            assertThat(afterZeros).isEqualTo(register.reset() | register.clearable());
            assertThat(afterOne).isEqualTo(register.reset() | (register.clearable() & ~bit));
        }
    }

    @ParameterizedTest
    @FieldSource("DEVICES")
    void aResetBringsBackTheResetValues(Specified device) {
        Rig rig = new Rig(device.sketch);
        for (int offset = 0; offset < device.size; offset += 4) {
            rig.write32(offset, -1);
        }
        rig.function.receivedMasterAbort();
        rig.function.reset(); // the one that the written FLR bit has asked for

        rig.function.reset();

        assertThat(bytes(rig)).isEqualTo(device.image(Row::reset));
    }

    private static byte[] bytes(Rig rig) {
        byte[] bytes = new byte[rig.function.configSize()];
        for (int offset = 0; offset < bytes.length; offset++) {
            bytes[offset] = (byte) rig.read8(offset);
        }
        return bytes;
    }
}
