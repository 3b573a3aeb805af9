package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.AdvancedFeatures;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.PciExpress;
import dev.barista.spi.PowerManagement;
import dev.barista.spi.SerialNumber;
import dev.barista.spi.VendorCapability;

import java.util.Arrays;

/** The capabilities, and whether all of them find room. */
final class CapabilityCheck implements DeviceCheck {
    private static final int MOST_VENDOR_BYTES = 128;

    /** From the end of the header to the end of conventional configuration space. */
    private static final int ROOM = 0x100 - 0x40;

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        boolean express = device.declares(PciExpress.class).isPresent();
        if (device.declares(SerialNumber.class).isPresent() && !express) {
            findings.add(
                    Problem.SERIAL_NUMBER_PLACE,
                    Where.of(device.element(), SerialNumber.class),
                    "%s has a @SerialNumber but no @PciExpress, which makes room for it; add it"
                            .formatted(device.className()));
        }
        if (device.declares(AdvancedFeatures.class).isPresent() && express) {
            findings.add(
                    Problem.TWO_FUNCTION_RESETS,
                    Where.of(device.element(), AdvancedFeatures.class),
                    "%s has @AdvancedFeatures and @PciExpress; remove @AdvancedFeatures"
                            .formatted(device.className()));
        }
        VendorCapability[] vendors = vendors(device);
        for (int i = 0; i < vendors.length; i++) {
            checkBytes(device, vendors[i].value(), i, findings);
        }
        int length = length(device);
        if (length > ROOM) {
            findings.add(
                    Problem.CAPABILITIES_TOO_LONG,
                    Where.of(device.element()),
                    "the capabilities of %s take %d bytes, but there is room for %d; shorten one of them"
                            .formatted(device.className(), length, ROOM));
        }
    }

    private static void checkBytes(
            DeclaredDevice device, int[] bytes, int number, Findings findings) {
        String wrong =
                bytes.length > MOST_VENDOR_BYTES
                        ? "has %d bytes; use at most %d".formatted(bytes.length, MOST_VENDOR_BYTES)
                        : Arrays.stream(bytes).anyMatch(it -> it < 0 || it > 0xff)
                                ? "has a number that is no byte; use 0 to 0xff"
                                : "";
        if (!wrong.isEmpty()) {
            findings.add(
                    Problem.VENDOR_BYTES,
                    Where.ofVendorCapability(device.element(), number).member("value"),
                    "vendor capability %d of %s %s"
                            .formatted(number + 1, device.className(), wrong));
        }
    }

    /** Bytes of configuration space that the capabilities take, each aligned to 4. */
    private static int length(DeclaredDevice device) {
        int length = 0;
        length += device.declares(PowerManagement.class).isPresent() ? 8 : 0;
        length += device.declares(PciExpress.class).isPresent() ? 60 : 0;
        length += device.declares(AdvancedFeatures.class).isPresent() ? 8 : 0;
        length += device.declares(Msi.class).map(msi -> msi.maskable() ? 24 : 16).orElse(0);
        length += device.declares(MsiX.class).isPresent() ? 12 : 0;
        for (VendorCapability vendor : vendors(device)) {
            length += (3 + vendor.value().length + 3) & ~3;
        }
        return length;
    }

    private static VendorCapability[] vendors(DeclaredDevice device) {
        return device.element().getAnnotationsByType(VendorCapability.class);
    }
}
