package dev.barista.testkit;

import dev.barista.pci.spec.MsiRegisters;

/** The MSI capability in a driver's hands (PCI Local Bus 3.0, section 6.8.1). */
public final class MsiControl {
    /** The address that {@link #enable} programs. */
    public static final long ADDRESS = 0xfee0_0000L;

    /** The data that {@link #enable} programs, for vector 0. */
    public static final int DATA = 0x4020;

    private static final int MULTIPLE_MESSAGE_CAPABLE_SHIFT = 1;
    private static final int ADDRESS_64 = 1 << 7;
    private static final int PER_VECTOR_MASKING = 1 << 8;

    private final ConfigSpace config;
    private final int capability;

    MsiControl(ConfigSpace config, int capability) {
        this.config = config;
        this.capability = capability;
    }

    /** How many vectors the device asks for. */
    public int vectors() {
        return 1 << ((control() >> MULTIPLE_MESSAGE_CAPABLE_SHIFT) & 7);
    }

    /** Programs address and data, and enables all the vectors that the device asks for. */
    public void enable() {
        enable(vectors());
    }

    /**
     * Programs address and data, and enables fewer vectors than the device asks for.
     *
     * @param vectors a power of two
     */
    public void enable(int vectors) {
        config.write32(capability + MsiRegisters.MESSAGE_ADDRESS, (int) ADDRESS);
        int data = capability + MsiRegisters.MESSAGE_ADDRESS + Integer.BYTES;
        if ((control() & ADDRESS_64) != 0) {
            config.write32(
                    capability + MsiRegisters.MESSAGE_UPPER_ADDRESS,
                    (int) (ADDRESS >>> Integer.SIZE));
            data = capability + MsiRegisters.MESSAGE_DATA;
        }
        config.write16(data, DATA);
        int granted =
                Integer.numberOfTrailingZeros(vectors)
                        << MsiRegisters.MULTIPLE_MESSAGE_ENABLE_SHIFT;
        int others = control() & ~MsiRegisters.MULTIPLE_MESSAGE_ENABLE;
        config.write16(
                capability + MsiRegisters.MESSAGE_CONTROL, others | granted | MsiRegisters.ENABLE);
    }

    /** Ends the use of MSI. */
    public void disable() {
        config.write16(capability + MsiRegisters.MESSAGE_CONTROL, control() & ~MsiRegisters.ENABLE);
    }

    /**
     * Holds a vector's messages back.
     *
     * @throws IllegalStateException if the device's vectors cannot be masked
     */
    public void mask(int vector) {
        int offset = maskBits();
        config.write32(offset, config.read32(offset) | 1 << vector);
    }

    /**
     * Lets a vector's messages go.
     *
     * @throws IllegalStateException if the device's vectors cannot be masked
     */
    public void unmask(int vector) {
        int offset = maskBits();
        config.write32(offset, config.read32(offset) & ~(1 << vector));
    }

    /**
     * Whether a message of the vector is held back.
     *
     * @throws IllegalStateException if the device's vectors cannot be masked
     */
    public boolean pending(int vector) {
        int offset = maskBits() + MsiRegisters.PENDING_BITS - MsiRegisters.MASK_BITS;
        return (config.read32(offset) & 1 << vector) != 0;
    }

    private int control() {
        return config.read16(capability + MsiRegisters.MESSAGE_CONTROL);
    }

    private int maskBits() {
        int control = control();
        if ((control & PER_VECTOR_MASKING) == 0) {
            throw new IllegalStateException("the MSI capability has no mask bits");
        }
        int withoutUpperAddress = (control & ADDRESS_64) != 0 ? 0 : Integer.BYTES;
        return capability + MsiRegisters.MASK_BITS - withoutUpperAddress;
    }
}
