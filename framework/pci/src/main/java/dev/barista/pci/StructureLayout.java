package dev.barista.pci;

import dev.barista.pci.spec.CapabilityIds;

import java.util.ArrayList;
import java.util.List;

/** The fields of a structure before it has its place; offsets count from its start. */
final class StructureLayout {
    private final String name;
    private final String section;
    private final int capabilityId;
    private final int length;
    private final List<ConfigField> fields = new ArrayList<>();

    StructureLayout(String name, String section, int capabilityId, int length) {
        this.name = name;
        this.section = section;
        this.capabilityId = capabilityId;
        this.length = length;
    }

    int length() {
        return length;
    }

    StructureLayout field(String name, int offset, int lo, int hi, FieldAccess access, int reset) {
        fields.add(new ConfigField(name, offset, lo, hi, access, reset));
        return this;
    }

    /** A read-only field. */
    StructureLayout constant(String name, int offset, int lo, int hi, int value) {
        return field(name, offset, lo, hi, FieldAccess.RO, value);
    }

    ConfigStructure header() {
        return new ConfigStructure(name, section, 0, 0, length, fields);
    }

    ConfigStructure capability(int offset, int next) {
        List<ConfigField> placed = new ArrayList<>();
        placed.add(
                new ConfigField(
                        "Capability ID",
                        offset + CapabilityIds.ID,
                        0,
                        7,
                        FieldAccess.RO,
                        capabilityId));
        placed.add(
                new ConfigField(
                        "Next Capability Pointer",
                        offset + CapabilityIds.NEXT,
                        0,
                        7,
                        FieldAccess.RO,
                        next));
        return place(offset, placed);
    }

    ConfigStructure extendedCapability(int offset, int version, int next) {
        List<ConfigField> placed = new ArrayList<>();
        placed.add(
                new ConfigField(
                        "Extended Capability ID", offset, 0, 15, FieldAccess.RO, capabilityId));
        placed.add(new ConfigField("Capability Version", offset, 16, 19, FieldAccess.RO, version));
        placed.add(new ConfigField("Next Capability Offset", offset, 20, 31, FieldAccess.RO, next));
        return place(offset, placed);
    }

    private ConfigStructure place(int offset, List<ConfigField> placed) {
        for (ConfigField field : fields) {
            placed.add(
                    new ConfigField(
                            field.name(),
                            offset + field.offset(),
                            field.lo(),
                            field.hi(),
                            field.access(),
                            field.reset()));
        }
        return new ConfigStructure(name, section, capabilityId, offset, length, placed);
    }
}
