package dev.barista.testkit;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.ring.AccessPort;

import java.util.OptionalInt;

/** The configuration space as a driver accesses it. */
public final class ConfigSpace {
    /** A chain of this many has a loop: so many do not fit. */
    private static final int MOST_CAPABILITIES = (256 - TypeZeroHeaderRegisters.LENGTH) / 4;

    private final AccessPort port;

    ConfigSpace(AccessPort port) {
        this.port = port;
    }

    /** Reads 8 bits, zero-extended. */
    public int read8(int offset) {
        return (int) port.read(AccessPort.CONFIG, offset, Byte.BYTES);
    }

    /** Reads 16 bits, zero-extended. */
    public int read16(int offset) {
        return (int) port.read(AccessPort.CONFIG, offset, Short.BYTES);
    }

    /** Reads 32 bits. */
    public int read32(int offset) {
        return (int) port.read(AccessPort.CONFIG, offset, Integer.BYTES);
    }

    /** Writes 8 bits. */
    public void write8(int offset, int value) {
        port.write(AccessPort.CONFIG, offset, Byte.BYTES, value);
    }

    /** Writes 16 bits. */
    public void write16(int offset, int value) {
        port.write(AccessPort.CONFIG, offset, Short.BYTES, value);
    }

    /** Writes 32 bits. */
    public void write32(int offset, int value) {
        port.write(AccessPort.CONFIG, offset, Integer.BYTES, value);
    }

    /**
     * Where the capability with an ID starts, found as drivers find it: along the chain.
     *
     * @throws AssertionError if the chain has no end
     */
    public OptionalInt findCapability(int id) {
        int status = read16(TypeZeroHeaderRegisters.STATUS);
        if ((status & TypeZeroHeaderRegisters.STATUS_CAPABILITIES_LIST) == 0) {
            return OptionalInt.empty();
        }
        int offset = read8(TypeZeroHeaderRegisters.CAPABILITIES_POINTER) & ~3;
        for (int seen = 0; offset != 0; seen++) {
            if (seen == MOST_CAPABILITIES) {
                throw new AssertionError("the chain of capabilities has a loop");
            }
            if (read8(offset + CapabilityIds.ID) == id) {
                return OptionalInt.of(offset);
            }
            offset = read8(offset + CapabilityIds.NEXT) & ~3;
        }
        return OptionalInt.empty();
    }
}
