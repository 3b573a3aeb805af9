package dev.barista.pci;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.binding.CapabilityDescription;

import java.util.List;

/** The capabilities that are read and do nothing. */
final class ReadOnlyCapabilities {
    private static final int VENDOR_LENGTH = 0x02;
    private static final int VENDOR_DATA = 0x03;
    private static final int SERIAL_NUMBER_LENGTH = 0x0c;

    private ReadOnlyCapabilities() {}

    /** PCI Local Bus 3.0, appendix H: the third byte is the length, the rest the vendor's. */
    static StructureLayout vendorSpecific(CapabilityDescription.Vendor declared) {
        List<Integer> bytes = declared.bytes();
        int length = VENDOR_DATA + bytes.size();
        StructureLayout layout =
                new StructureLayout(
                                "Vendor Specific",
                                "PCI Local Bus 3.0, appendix H",
                                CapabilityIds.VENDOR_SPECIFIC,
                                length)
                        .constant("Length", VENDOR_LENGTH, 0, 7, length);
        for (int i = 0; i < bytes.size(); i++) {
            layout.constant("Byte " + i, VENDOR_DATA + i, 0, 7, bytes.get(i));
        }
        return layout;
    }

    static StructureLayout serialNumber(CapabilityDescription.SerialNumber declared) {
        return new StructureLayout(
                        "Device Serial Number",
                        "PCI Express Base 4.0, 7.9.3",
                        CapabilityIds.EXTENDED_SERIAL_NUMBER,
                        SERIAL_NUMBER_LENGTH)
                .constant("Serial Number, lower", 0x04, 0, 31, (int) declared.value())
                .constant("Serial Number, upper", 0x08, 0, 31, (int) (declared.value() >>> 32));
    }
}
