package dev.barista.pci;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.pci.spec.PciExpressRegisters;
import dev.barista.pci.spec.TypeZeroHeaderRegisters;
import dev.barista.spi.binding.CapabilityDescription;
import dev.barista.spi.binding.DeviceDescription;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The configuration space that a device's description makes: its fields with their access and their
 * values after reset. Immutable.
 *
 * @param size bytes: 256, or 4096 with a PCI Express capability
 * @param structures the header, then the capabilities in the order of the chain
 */
public record ConfigImage(int size, List<ConfigStructure> structures) {
    private static final int CONVENTIONAL_SIZE = 256;

    /** Copies the list. */
    public ConfigImage {
        structures = List.copyOf(structures);
    }

    /**
     * Lays out the configuration space: the declared capabilities in their order, then MSI, then
     * MSI-X.
     *
     * @throws IllegalArgumentException if the description contradicts itself or needs more room
     *     than there is, in one line for people
     */
    public static ConfigImage of(DeviceDescription description) {
        List<StructureLayout> capabilities = new ArrayList<>();
        List<StructureLayout> extended = new ArrayList<>();
        boolean express = false;
        for (CapabilityDescription capability : description.capabilities()) {
            switch (capability) {
                case CapabilityDescription.PowerManagement declared ->
                        capabilities.add(PowerManagementCapability.layout(declared));
                case CapabilityDescription.PciExpress declared -> {
                    express = true;
                    capabilities.add(PciExpressCapability.layout(declared));
                }
                case CapabilityDescription.AdvancedFeatures declared ->
                        capabilities.add(AdvancedFeaturesCapability.layout());
                case CapabilityDescription.Vendor declared ->
                        capabilities.add(ReadOnlyCapabilities.vendorSpecific(declared));
                case CapabilityDescription.SerialNumber declared ->
                        extended.add(ReadOnlyCapabilities.serialNumber(declared));
            }
        }
        if (description.msi() != null) {
            capabilities.add(MsiCapability.layout(description.name(), description.msi()));
        }
        if (description.msix() != null) {
            capabilities.add(MsixCapability.layout(description, description.msix()));
        }
        if (!extended.isEmpty() && !express) {
            throw new IllegalArgumentException(
                    description.name()
                            + ": a serial number is an extended capability, which needs a PCI"
                            + " Express capability");
        }

        List<ConfigStructure> structures = new ArrayList<>();
        structures.add(
                TypeZeroHeader.layout(
                                description,
                                express,
                                capabilities.isEmpty() ? 0 : TypeZeroHeaderRegisters.LENGTH)
                        .header());
        int offset = TypeZeroHeaderRegisters.LENGTH;
        for (int i = 0; i < capabilities.size(); i++) {
            int next = aligned(offset + capabilities.get(i).length());
            boolean last = i == capabilities.size() - 1;
            structures.add(capabilities.get(i).capability(offset, last ? 0 : next & 0xff));
            offset = next;
        }
        if (offset > CONVENTIONAL_SIZE) {
            throw new IllegalArgumentException(
                    "%s: its capabilities take %d bytes of configuration space, and %d are there"
                            .formatted(
                                    description.name(),
                                    offset - TypeZeroHeaderRegisters.LENGTH,
                                    CONVENTIONAL_SIZE - TypeZeroHeaderRegisters.LENGTH));
        }
        offset = CapabilityIds.EXTENDED_START;
        for (int i = 0; i < extended.size(); i++) {
            int next = aligned(offset + extended.get(i).length());
            boolean last = i == extended.size() - 1;
            structures.add(extended.get(i).extendedCapability(offset, 1, last ? 0 : next));
            offset = next;
        }
        return new ConfigImage(
                express ? PciExpressRegisters.CONFIG_SIZE : CONVENTIONAL_SIZE, structures);
    }

    /** The values after reset; {@link #size} bytes. */
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(resetValues());
        return bytes.array();
    }

    /**
     * What a BAR reads back after ones have been written to all of its bits: its size mask and
     * flags, or 0 where no BAR is.
     *
     * @param index 0 to 5
     */
    public int probedBar(int index) {
        int offset =
                TypeZeroHeaderRegisters.BAR0
                        + 4 * Objects.checkIndex(index, TypeZeroHeaderRegisters.BARS);
        int probed = 0;
        for (ConfigField field : structures.getFirst().fields()) {
            if (field.offset() == offset) {
                probed |=
                        field.access() == FieldAccess.RW
                                ? field.mask()
                                : field.reset() << field.shift();
            }
        }
        return probed;
    }

    /** Where the first capability with an identifier starts; 0 if there is none. */
    int capability(int id) {
        for (ConfigStructure structure : structures) {
            if (structure.capabilityId() == id
                    && structure.offset() < CapabilityIds.EXTENDED_START) {
                return structure.offset();
            }
        }
        return 0;
    }

    /** The aligned 32-bit words after reset. */
    int[] resetValues() {
        int[] words = new int[size >> 2];
        for (ConfigStructure structure : structures) {
            for (ConfigField field : structure.fields()) {
                words[field.offset() >> 2] |= field.reset() << field.shift();
            }
        }
        return words;
    }

    /** The bits of the fields with one of some accesses, by aligned 32-bit word. */
    int[] masks(FieldAccess... accesses) {
        List<FieldAccess> wanted = List.of(accesses);
        int[] words = new int[size >> 2];
        for (ConfigStructure structure : structures) {
            for (ConfigField field : structure.fields()) {
                if (wanted.contains(field.access())) {
                    words[field.offset() >> 2] |= field.mask();
                }
            }
        }
        return words;
    }

    private static int aligned(int offset) {
        return (offset + 3) & ~3;
    }
}
