package dev.barista.pci.spec;

/** The MSI capability with 64-bit addresses (PCI Local Bus 3.0, section 6.8.1). */
public final class MsiRegisters {
    /** Bytes of the capability without per-vector masking. */
    public static final int LENGTH = 0x0e;

    /** Bytes of the capability with per-vector masking. */
    public static final int LENGTH_MASKABLE = 0x18;

    /** Message Control, 16 bits. */
    public static final int MESSAGE_CONTROL = 0x02;

    /** Message Address, 32 bits. */
    public static final int MESSAGE_ADDRESS = 0x04;

    /** Message Upper Address, 32 bits. */
    public static final int MESSAGE_UPPER_ADDRESS = 0x08;

    /** Message Data, 16 bits. */
    public static final int MESSAGE_DATA = 0x0c;

    /** Mask Bits, 32 bits. */
    public static final int MASK_BITS = 0x10;

    /** Pending Bits, 32 bits. */
    public static final int PENDING_BITS = 0x14;

    /** Message Control: MSI Enable. */
    public static final int ENABLE = 1 << 0;

    /** Message Control: the lowest bit of Multiple Message Enable. */
    public static final int MULTIPLE_MESSAGE_ENABLE_SHIFT = 4;

    /** Message Control: Multiple Message Enable. */
    public static final int MULTIPLE_MESSAGE_ENABLE = 0x7 << MULTIPLE_MESSAGE_ENABLE_SHIFT;

    /** The most messages a function can request. */
    public static final int MAX_VECTORS = 32;

    private MsiRegisters() {}
}
