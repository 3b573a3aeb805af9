package dev.barista.pci.spec;

/** The advanced features capability (PCI Advanced Capabilities ECN, 2006). */
public final class AdvancedFeaturesRegisters {
    /** Bytes of the capability, also the value of its Length register. */
    public static final int LENGTH = 6;

    /** Length, 8 bits. */
    public static final int LENGTH_REGISTER = 0x02;

    /** AF Capabilities, 8 bits. */
    public static final int CAPABILITIES = 0x03;

    /** AF Control, 8 bits. */
    public static final int CONTROL = 0x04;

    /** AF Status, 8 bits. */
    public static final int STATUS = 0x05;

    /** AF Control: Initiate FLR. */
    public static final int INITIATE_FLR = 1 << 0;

    private AdvancedFeaturesRegisters() {}
}
