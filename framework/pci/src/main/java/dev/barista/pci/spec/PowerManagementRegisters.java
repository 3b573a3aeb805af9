package dev.barista.pci.spec;

/** The power management capability (PCI Power Management 1.2, section 3.2). */
public final class PowerManagementRegisters {
    /** Bytes of the capability. */
    public static final int LENGTH = 8;

    /** Power Management Capabilities (PMC), 16 bits. */
    public static final int CAPABILITIES = 0x02;

    /** Power Management Control/Status (PMCSR), 16 bits. */
    public static final int CONTROL_STATUS = 0x04;

    /** PMC: the value of the Version field for this revision of the specification. */
    public static final int VERSION_3 = 3;

    /** PMCSR: the PowerState field. */
    public static final int POWER_STATE = 0x3;

    /** PowerState: D0. */
    public static final int D0 = 0;

    /** PowerState: D3hot. */
    public static final int D3_HOT = 3;

    private PowerManagementRegisters() {}
}
