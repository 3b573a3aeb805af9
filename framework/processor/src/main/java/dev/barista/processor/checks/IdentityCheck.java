package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.PciDevice;

import java.util.regex.Pattern;

/** The name and the identification fields. */
final class IdentityCheck implements DeviceCheck {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        PciDevice annotation = device.annotation();
        if (!NAME.matcher(annotation.name()).matches()) {
            findings.add(
                    Problem.DEVICE_NAME,
                    where(device, "name"),
                    "the name '%s' of %s is not made of lower-case letters, digits and single dashes"
                            .formatted(annotation.name(), device.className()));
        }
        checkRange(device, findings, "vendorId", annotation.vendorId(), 0xfffe);
        checkRange(device, findings, "deviceId", annotation.deviceId(), 0xffff);
        checkRange(device, findings, "revision", annotation.revision(), 0xff);
        checkRange(device, findings, "classCode", annotation.classCode(), 0xff_ffff);
        checkRange(device, findings, "subsystemVendorId", annotation.subsystemVendorId(), 0xffff);
        checkRange(device, findings, "subsystemId", annotation.subsystemId(), 0xffff);
    }

    private static void checkRange(
            DeclaredDevice device, Findings findings, String member, int value, int max) {
        if (value < 0 || value > max) {
            findings.add(
                    Problem.IDENTITY_RANGE,
                    where(device, member),
                    "%s of %s is 0x%x; it must be from 0 to 0x%x"
                            .formatted(member, device.className(), value, max));
        }
    }

    private static Where where(DeclaredDevice device, String member) {
        return Where.of(device.element(), PciDevice.class, member);
    }
}
