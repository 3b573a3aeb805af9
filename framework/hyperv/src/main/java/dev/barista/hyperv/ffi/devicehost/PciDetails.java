package dev.barista.hyperv.ffi.devicehost;

import java.util.List;

/**
 * What {@code GetDetails} answers.
 *
 * @param classCode base class, subclass and programming interface, as in configuration space
 * @param probedBars what each BAR reads after ones have been written to all of its bits; 0 where
 *     there is none
 */
public record PciDetails(
        int vendorId,
        int deviceId,
        int revision,
        int classCode,
        int subsystemVendorId,
        int subsystemId,
        List<Integer> probedBars) {
    /** Copies the list. */
    public PciDetails {
        probedBars = List.copyOf(probedBars);
    }
}
