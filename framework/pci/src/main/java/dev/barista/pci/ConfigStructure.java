package dev.barista.pci;

import java.util.List;

/**
 * The header, or one capability.
 *
 * @param name the specification's name
 * @param section where it is specified
 * @param capabilityId its identifier; 0 for the header
 * @param offset byte offset in the configuration space; extended capabilities start at 0x100
 * @param length bytes
 * @param fields in order of offset
 */
public record ConfigStructure(
        String name,
        String section,
        int capabilityId,
        int offset,
        int length,
        List<ConfigField> fields) {
    /** Copies the list. */
    public ConfigStructure {
        fields = List.copyOf(fields);
    }
}
