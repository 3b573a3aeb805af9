package dev.barista.pci.spec;

/** The type 0 configuration header (PCI Local Bus 3.0, section 6.1 and figure 6-1). */
public final class TypeZeroHeaderRegisters {
    /** Bytes of the header. */
    public static final int LENGTH = 0x40;

    /** Vendor ID, 16 bits. */
    public static final int VENDOR_ID = 0x00;

    /** Device ID, 16 bits. */
    public static final int DEVICE_ID = 0x02;

    /** Command, 16 bits (section 6.2.2). */
    public static final int COMMAND = 0x04;

    /** Status, 16 bits (section 6.2.3). */
    public static final int STATUS = 0x06;

    /** Revision ID, 8 bits. */
    public static final int REVISION_ID = 0x08;

    /** Programming interface, sub-class and base class, 24 bits (appendix D). */
    public static final int CLASS_CODE = 0x09;

    /** Cache Line Size, 8 bits. */
    public static final int CACHE_LINE_SIZE = 0x0c;

    /** Latency Timer, 8 bits. */
    public static final int LATENCY_TIMER = 0x0d;

    /** Header Type, 8 bits. */
    public static final int HEADER_TYPE = 0x0e;

    /** BIST, 8 bits. */
    public static final int BIST = 0x0f;

    /** The first of six BARs, 32 bits each (section 6.2.5.1). */
    public static final int BAR0 = 0x10;

    /** How many BARs there are. */
    public static final int BARS = 6;

    /** CardBus CIS Pointer, 32 bits. */
    public static final int CARDBUS_CIS_POINTER = 0x28;

    /** Subsystem Vendor ID, 16 bits. */
    public static final int SUBSYSTEM_VENDOR_ID = 0x2c;

    /** Subsystem ID, 16 bits. */
    public static final int SUBSYSTEM_ID = 0x2e;

    /** Expansion ROM BAR, 32 bits (section 6.2.5.2). */
    public static final int EXPANSION_ROM = 0x30;

    /** Capabilities Pointer, 8 bits (section 6.7). */
    public static final int CAPABILITIES_POINTER = 0x34;

    /** Interrupt Line, 8 bits. */
    public static final int INTERRUPT_LINE = 0x3c;

    /** Interrupt Pin, 8 bits. */
    public static final int INTERRUPT_PIN = 0x3d;

    /** Min_Gnt, 8 bits. */
    public static final int MIN_GNT = 0x3e;

    /** Max_Lat, 8 bits. */
    public static final int MAX_LAT = 0x3f;

    /** Command: I/O Space Enable. */
    public static final int COMMAND_IO_SPACE = 1 << 0;

    /** Command: Memory Space Enable. */
    public static final int COMMAND_MEMORY_SPACE = 1 << 1;

    /** Command: Bus Master Enable. */
    public static final int COMMAND_BUS_MASTER = 1 << 2;

    /** Command: Parity Error Response. */
    public static final int COMMAND_PARITY_ERROR_RESPONSE = 1 << 6;

    /** Command: SERR# Enable. */
    public static final int COMMAND_SERR_ENABLE = 1 << 8;

    /** Command: Interrupt Disable. */
    public static final int COMMAND_INTERRUPT_DISABLE = 1 << 10;

    /** Status: Interrupt Status. */
    public static final int STATUS_INTERRUPT = 1 << 3;

    /** Status: Capabilities List. */
    public static final int STATUS_CAPABILITIES_LIST = 1 << 4;

    /** Status: Master Data Parity Error. */
    public static final int STATUS_MASTER_DATA_PARITY_ERROR = 1 << 8;

    /** Status: Signaled Target Abort. */
    public static final int STATUS_SIGNALED_TARGET_ABORT = 1 << 11;

    /** Status: Received Target Abort. */
    public static final int STATUS_RECEIVED_TARGET_ABORT = 1 << 12;

    /** Status: Received Master Abort. */
    public static final int STATUS_RECEIVED_MASTER_ABORT = 1 << 13;

    /** Status: Signaled System Error. */
    public static final int STATUS_SIGNALED_SYSTEM_ERROR = 1 << 14;

    /** Status: Detected Parity Error. */
    public static final int STATUS_DETECTED_PARITY_ERROR = 1 << 15;

    /** BAR: decodes I/O space. */
    public static final int BAR_IO_SPACE = 1 << 0;

    /** Memory BAR: type field, 64-bit. */
    public static final int BAR_TYPE_64 = 0b10 << 1;

    /** Memory BAR: prefetchable. */
    public static final int BAR_PREFETCHABLE = 1 << 3;

    /** Memory BAR: the bits that are no address. */
    public static final int BAR_MEMORY_FLAGS = 0xf;

    /** I/O BAR: the bits that are no address. */
    public static final int BAR_IO_FLAGS = 0x3;

    private TypeZeroHeaderRegisters() {}
}
