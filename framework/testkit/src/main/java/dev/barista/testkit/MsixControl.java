package dev.barista.testkit;

import dev.barista.pci.spec.MsixRegisters;

/** The MSI-X capability and table in a driver's hands (PCI Local Bus 3.0, section 6.8.2). */
public final class MsixControl {
    private static final long FIRST_ADDRESS = 0xfee0_0000L;
    private static final int FIRST_DATA = 0x4100;
    private static final int TABLE_SIZE = 0x7ff;
    private static final int BAR_INDICATOR = 0x7;

    private final ConfigSpace config;
    private final int capability;
    private final MappedBar tableBar;
    private final int table;
    private final MappedBar pendingBar;
    private final int pendingBits;

    MsixControl(Driver driver, int capability) {
        this.config = driver.config();
        this.capability = capability;
        int tableRegister = config.read32(capability + MsixRegisters.TABLE);
        this.tableBar = driver.bar(tableRegister & BAR_INDICATOR);
        this.table = tableRegister & ~BAR_INDICATOR;
        int pendingRegister = config.read32(capability + MsixRegisters.PENDING_BIT_ARRAY);
        this.pendingBar = driver.bar(pendingRegister & BAR_INDICATOR);
        this.pendingBits = pendingRegister & ~BAR_INDICATOR;
    }

    /** How many vectors the table has. */
    public int vectors() {
        return (control() & TABLE_SIZE) + 1;
    }

    /** The address that {@link #enable} programs for a vector. */
    public long address(int vector) {
        return FIRST_ADDRESS + ((long) vector << 12);
    }

    /** The data that {@link #enable} programs for a vector. */
    public int data(int vector) {
        return FIRST_DATA + vector;
    }

    /** Programs and unmasks every vector of the table, and enables MSI-X. */
    public void enable() {
        setControl(control() | MsixRegisters.ENABLE | MsixRegisters.FUNCTION_MASK);
        for (int vector = 0; vector < vectors(); vector++) {
            int entry = entry(vector);
            tableBar.write32(entry + MsixRegisters.ENTRY_ADDRESS, (int) address(vector));
            tableBar.write32(
                    entry + MsixRegisters.ENTRY_UPPER_ADDRESS,
                    (int) (address(vector) >>> Integer.SIZE));
            tableBar.write32(entry + MsixRegisters.ENTRY_DATA, data(vector));
            unmask(vector);
        }
        unmaskFunction();
    }

    /** Ends the use of MSI-X. */
    public void disable() {
        setControl(control() & ~MsixRegisters.ENABLE);
    }

    /** Holds a vector's messages back. */
    public void mask(int vector) {
        int offset = entry(vector) + MsixRegisters.ENTRY_VECTOR_CONTROL;
        tableBar.write32(offset, tableBar.read32(offset) | MsixRegisters.VECTOR_MASKED);
    }

    /** Lets a vector's messages go. */
    public void unmask(int vector) {
        int offset = entry(vector) + MsixRegisters.ENTRY_VECTOR_CONTROL;
        tableBar.write32(offset, tableBar.read32(offset) & ~MsixRegisters.VECTOR_MASKED);
    }

    /** Holds all messages back. */
    public void maskFunction() {
        setControl(control() | MsixRegisters.FUNCTION_MASK);
    }

    /** Lets the messages of all vectors go that are not masked themselves. */
    public void unmaskFunction() {
        setControl(control() & ~MsixRegisters.FUNCTION_MASK);
    }

    /** Whether a message of the vector is held back. */
    public boolean pending(int vector) {
        long word = pendingBar.read64(pendingBits + vector / Long.SIZE * Long.BYTES);
        return (word >>> vector % Long.SIZE & 1) != 0;
    }

    private int entry(int vector) {
        if (vector < 0 || vector >= vectors()) {
            throw new IllegalArgumentException(
                    "the table has %d vectors, no vector %d".formatted(vectors(), vector));
        }
        return table + vector * MsixRegisters.ENTRY_LENGTH;
    }

    private int control() {
        return config.read16(capability + MsixRegisters.MESSAGE_CONTROL);
    }

    private void setControl(int value) {
        config.write16(capability + MsixRegisters.MESSAGE_CONTROL, value);
    }
}
