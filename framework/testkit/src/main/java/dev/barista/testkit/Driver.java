package dev.barista.testkit;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.BarKind;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;

/**
 * What a driver in the guest sees and does: the device's BARs and configuration space, and its
 * interrupt capabilities, programmed through the configuration space and the MSI-X table. For one
 * thread at a time.
 */
public final class Driver {
    private static final long FIRST_MEMORY_ADDRESS = 0xe000_0000L;
    private static final long FIRST_IO_ADDRESS = 0x1000;

    private final DeviceDescription description;
    private final AccessPort port;
    private final ConfigSpace config;

    Driver(DeviceDescription description, AccessPort port) {
        this.description = description;
        this.port = port;
        this.config = new ConfigSpace(port);
    }

    /**
     * A BAR.
     *
     * @throws IllegalArgumentException if the device declares no such BAR
     */
    public MappedBar bar(int index) {
        if (description.bar(index).isEmpty()) {
            throw new IllegalArgumentException(description.name() + " has no BAR " + index);
        }
        return new MappedBar(port, index);
    }

    /** The configuration space. */
    public ConfigSpace config() {
        return config;
    }

    /**
     * The MSI capability.
     *
     * @throws IllegalStateException if the device has none
     */
    public MsiControl msi() {
        return new MsiControl(config, capability(CapabilityIds.MSI, "MSI"));
    }

    /**
     * The MSI-X capability.
     *
     * @throws IllegalStateException if the device has none
     */
    public MsixControl msix() {
        return new MsixControl(this, capability(CapabilityIds.MSIX, "MSI-X"));
    }

    /**
     * Gives the BARs addresses, lets them be decoded, and lets the device be bus master: what an
     * operating system does before a driver's probe, and a driver after a reset.
     */
    public void enable() {
        long nextMemory = FIRST_MEMORY_ADDRESS;
        long nextIo = FIRST_IO_ADDRESS;
        for (BarDescription bar : description.bars()) {
            int register = TypeZeroHeaderRegisters.BAR0 + bar.index() * Integer.BYTES;
            if (bar.kind() == BarKind.IO) {
                nextIo = aligned(nextIo, bar.size());
                config.write32(register, (int) nextIo);
                nextIo += bar.size();
            } else {
                nextMemory = aligned(nextMemory, bar.size());
                config.write32(register, (int) nextMemory);
                if (bar.kind() == BarKind.MEMORY_64) {
                    config.write32(register + Integer.BYTES, (int) (nextMemory >>> Integer.SIZE));
                }
                nextMemory += bar.size();
            }
        }
        int enabled =
                TypeZeroHeaderRegisters.COMMAND_IO_SPACE
                        | TypeZeroHeaderRegisters.COMMAND_MEMORY_SPACE
                        | TypeZeroHeaderRegisters.COMMAND_BUS_MASTER;
        config.write16(
                TypeZeroHeaderRegisters.COMMAND,
                config.read16(TypeZeroHeaderRegisters.COMMAND) | enabled);
    }

    AccessPort port() {
        return port;
    }

    private int capability(int id, String name) {
        return config.findCapability(id)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        description.name() + " has no " + name + " capability"));
    }

    private static long aligned(long address, int size) {
        return (address + size - 1) & -size;
    }
}
