package dev.barista.pci.spec;

/** The MSI-X capability, table and pending bit array (PCI Local Bus 3.0, section 6.8.2). */
public final class MsixRegisters {
    /** Bytes of the capability. */
    public static final int LENGTH = 0x0c;

    /** Message Control, 16 bits. */
    public static final int MESSAGE_CONTROL = 0x02;

    /** Table Offset and BAR Indicator, 32 bits. */
    public static final int TABLE = 0x04;

    /** Pending bit array Offset and BAR Indicator, 32 bits. */
    public static final int PENDING_BIT_ARRAY = 0x08;

    /** Message Control: Function Mask. */
    public static final int FUNCTION_MASK = 1 << 14;

    /** Message Control: MSI-X Enable. */
    public static final int ENABLE = 1 << 15;

    /** The most entries a table has. */
    public static final int MAX_VECTORS = 2048;

    /** Bytes of a table entry. */
    public static final int ENTRY_LENGTH = 16;

    /** Table entry: Message Address, 32 bits. */
    public static final int ENTRY_ADDRESS = 0x0;

    /** Table entry: Message Upper Address, 32 bits. */
    public static final int ENTRY_UPPER_ADDRESS = 0x4;

    /** Table entry: Message Data, 32 bits. */
    public static final int ENTRY_DATA = 0x8;

    /** Table entry: Vector Control, 32 bits. */
    public static final int ENTRY_VECTOR_CONTROL = 0xc;

    /** Vector Control: Mask Bit, set after reset. */
    public static final int VECTOR_MASKED = 1 << 0;

    private MsixRegisters() {}
}
