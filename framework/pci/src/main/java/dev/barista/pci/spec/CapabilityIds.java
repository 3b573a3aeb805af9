package dev.barista.pci.spec;

/**
 * Identifiers of capabilities (PCI Local Bus 3.0, appendix H) and of extended capabilities (PCI
 * Express Base 4.0, section 7.6 and following), and the registers all of them start with.
 */
public final class CapabilityIds {
    /** PCI Power Management Interface. */
    public static final int POWER_MANAGEMENT = 0x01;

    /** Message Signaled Interrupts. */
    public static final int MSI = 0x05;

    /** Vendor Specific. */
    public static final int VENDOR_SPECIFIC = 0x09;

    /** PCI Express. */
    public static final int PCI_EXPRESS = 0x10;

    /** MSI-X. */
    public static final int MSIX = 0x11;

    /** PCI Advanced Features. */
    public static final int ADVANCED_FEATURES = 0x13;

    /** Extended: Device Serial Number. */
    public static final int EXTENDED_SERIAL_NUMBER = 0x0003;

    /** Capability ID, 8 bits, from a capability's start. */
    public static final int ID = 0x00;

    /** Next Capability Pointer, 8 bits, from a capability's start. */
    public static final int NEXT = 0x01;

    /** Where extended capabilities start in configuration space. */
    public static final int EXTENDED_START = 0x100;

    private CapabilityIds() {}
}
