package dev.barista.pci.spec;

/** The PCI Express capability, version 2 (PCI Express Base 4.0, section 7.5.3). */
public final class PciExpressRegisters {
    /** Bytes of the capability. */
    public static final int LENGTH = 0x3c;

    /** Bytes of configuration space with it. */
    public static final int CONFIG_SIZE = 4096;

    /** PCI Express Capabilities, 16 bits. */
    public static final int CAPABILITIES = 0x02;

    /** Device Capabilities, 32 bits. */
    public static final int DEVICE_CAPABILITIES = 0x04;

    /** Device Control, 16 bits. */
    public static final int DEVICE_CONTROL = 0x08;

    /** Device Status, 16 bits. */
    public static final int DEVICE_STATUS = 0x0a;

    /** Link Capabilities, 32 bits. */
    public static final int LINK_CAPABILITIES = 0x0c;

    /** Link Control, 16 bits. */
    public static final int LINK_CONTROL = 0x10;

    /** Link Status, 16 bits. */
    public static final int LINK_STATUS = 0x12;

    /** Device Capabilities 2, 32 bits. */
    public static final int DEVICE_CAPABILITIES_2 = 0x24;

    /** Device Control 2, 16 bits. */
    public static final int DEVICE_CONTROL_2 = 0x28;

    /** Link Capabilities 2, 32 bits. */
    public static final int LINK_CAPABILITIES_2 = 0x2c;

    /** Capabilities: the value of the Capability Version field. */
    public static final int VERSION_2 = 2;

    /** Device Control: Max_Payload_Size, which a function-level reset keeps. */
    public static final int DEVICE_CONTROL_MAX_PAYLOAD_SIZE = 0x7 << 5;

    /** Device Control: Initiate Function Level Reset. */
    public static final int DEVICE_CONTROL_INITIATE_FLR = 1 << 15;

    private PciExpressRegisters() {}
}
