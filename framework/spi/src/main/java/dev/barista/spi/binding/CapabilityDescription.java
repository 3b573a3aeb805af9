package dev.barista.spi.binding;

import java.util.List;

/** A capability other than MSI and MSI-X. */
public sealed interface CapabilityDescription {
    /** See {@link dev.barista.spi.PowerManagement}. */
    record PowerManagement(boolean noSoftReset) implements CapabilityDescription {}

    /** See {@link dev.barista.spi.PciExpress}. */
    record PciExpress(boolean functionLevelReset) implements CapabilityDescription {}

    /** See {@link dev.barista.spi.AdvancedFeatures}. */
    record AdvancedFeatures() implements CapabilityDescription {}

    /** See {@link dev.barista.spi.SerialNumber}. */
    record SerialNumber(long value) implements CapabilityDescription {}

    /** See {@link dev.barista.spi.VendorCapability}; bytes as 0 to 0xff. */
    record Vendor(List<Integer> bytes) implements CapabilityDescription {
        /** Copies the list. */
        public Vendor {
            bytes = List.copyOf(bytes);
        }
    }
}
