package dev.barista.pci;

import static dev.barista.pci.FieldAccess.RW;
import static dev.barista.pci.spec.MsiRegisters.*;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.binding.DeviceDescription.MsiDescription;

import java.util.function.IntSupplier;

/** The MSI capability (PCI Local Bus 3.0, section 6.8.1). */
final class MsiCapability implements MessageCapability, ConfigBehaviour {
    private final int offset;
    private final MsiDescription declared;
    private final ConfigSpace space;
    private final Runnable interruptsChanged;
    private final IntSupplier pending;

    /**
     * The capability at {@code offset}.
     *
     * @param pending the bits of the messages that are pending
     */
    MsiCapability(
            int offset,
            MsiDescription declared,
            ConfigSpace space,
            Runnable interruptsChanged,
            IntSupplier pending) {
        this.offset = offset;
        this.declared = declared;
        this.space = space;
        this.interruptsChanged = interruptsChanged;
        this.pending = pending;
        space.attach(offset, declared.maskable() ? LENGTH_MASKABLE : LENGTH, this);
    }

    static StructureLayout layout(String device, MsiDescription declared) {
        int vectors = declared.vectors();
        if (Integer.bitCount(vectors) != 1 || vectors < 1 || vectors > MAX_VECTORS) {
            throw new IllegalArgumentException(
                    "%s: MSI with %d vectors; there can be 1, 2, 4, 8, 16 or 32"
                            .formatted(device, vectors));
        }
        int log = Integer.numberOfTrailingZeros(vectors);
        boolean maskable = declared.maskable();
        StructureLayout layout =
                new StructureLayout(
                                "MSI",
                                "PCI Local Bus 3.0, 6.8.1",
                                CapabilityIds.MSI,
                                maskable ? LENGTH_MASKABLE : LENGTH)
                        .field("MSI Enable", MESSAGE_CONTROL, 0, 0, RW, 0)
                        .constant("Multiple Message Capable", MESSAGE_CONTROL, 1, 3, log)
                        .field("Multiple Message Enable", MESSAGE_CONTROL, 4, 6, RW, 0)
                        .constant("64-bit Address Capable", MESSAGE_CONTROL, 7, 7, 1)
                        .constant(
                                "Per-Vector Masking Capable",
                                MESSAGE_CONTROL,
                                8,
                                8,
                                maskable ? 1 : 0)
                        .field("Message Address", MESSAGE_ADDRESS, 2, 31, RW, 0)
                        .field("Message Upper Address", MESSAGE_UPPER_ADDRESS, 0, 31, RW, 0)
                        .field("Message Data", MESSAGE_DATA, 0, 15, RW, 0);
        if (maskable) {
            layout.field("Mask Bits", MASK_BITS, 0, vectors - 1, RW, 0)
                    .constant("Pending Bits", PENDING_BITS, 0, vectors - 1, 0);
        }
        return layout;
    }

    @Override
    public void reading(int word) {
        if (declared.maskable() && word == offset + PENDING_BITS) {
            space.set(word, -1, pending.getAsInt());
        }
    }

    @Override
    public void written(int before, int written) {
        interruptsChanged.run();
    }

    @Override
    public InterruptMode mode() {
        return InterruptMode.MSI;
    }

    @Override
    public boolean enabled() {
        return (space.get(offset + MESSAGE_CONTROL) & ENABLE) != 0;
    }

    @Override
    public int declared() {
        return declared.vectors();
    }

    @Override
    public int allocated() {
        int log =
                (space.get(offset + MESSAGE_CONTROL) & MULTIPLE_MESSAGE_ENABLE)
                        >> MULTIPLE_MESSAGE_ENABLE_SHIFT;
        // More than was requested, and the two reserved encodings, get what there is.
        return Math.min(1 << log, declared.vectors());
    }

    @Override
    public boolean masked(int message, boolean clientOwnsVectors) {
        return declared.maskable() && ((space.get(offset + MASK_BITS) >>> message) & 1) != 0;
    }

    @Override
    public long address(int message) {
        return ((long) space.get(offset + MESSAGE_UPPER_ADDRESS) << 32)
                | Integer.toUnsignedLong(space.get(offset + MESSAGE_ADDRESS));
    }

    @Override
    public int data(int message, int messages) {
        return (space.get(offset + MESSAGE_DATA) & 0xffff & -messages) | message;
    }
}
