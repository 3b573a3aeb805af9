package dev.barista.pci;

import static dev.barista.pci.spec.PowerManagementRegisters.*;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.binding.CapabilityDescription;

/** Power states D0 and D3hot (PCI Power Management 1.2, sections 3.2 and 5). */
final class PowerManagementCapability implements ConfigBehaviour {
    private final int controlStatus;
    private final ConfigSpace space;
    private final boolean noSoftReset;
    private final Runnable powerChanged;
    private final Runnable softReset;

    PowerManagementCapability(
            int offset,
            CapabilityDescription.PowerManagement declared,
            ConfigSpace space,
            Runnable powerChanged,
            Runnable softReset) {
        this.controlStatus = offset + CONTROL_STATUS;
        this.space = space;
        this.noSoftReset = declared.noSoftReset();
        this.powerChanged = powerChanged;
        this.softReset = softReset;
        space.attach(controlStatus, 4, this);
    }

    static StructureLayout layout(CapabilityDescription.PowerManagement declared) {
        return new StructureLayout(
                        "Power Management",
                        "PCI Power Management 1.2, 3.2",
                        CapabilityIds.POWER_MANAGEMENT,
                        LENGTH)
                .constant("PMC: Version", CAPABILITIES, 0, 2, VERSION_3)
                .constant("PMC: PME Clock", CAPABILITIES, 3, 3, 0)
                .constant("PMC: Device Specific Initialization", CAPABILITIES, 5, 5, 0)
                .constant("PMC: Aux Current", CAPABILITIES, 6, 8, 0)
                .constant("PMC: D1 Support", CAPABILITIES, 9, 9, 0)
                .constant("PMC: D2 Support", CAPABILITIES, 10, 10, 0)
                .constant("PMC: PME Support", CAPABILITIES, 11, 15, 0)
                .field("PMCSR: Power State", CONTROL_STATUS, 0, 1, FieldAccess.RW, D0)
                .constant(
                        "PMCSR: No Soft Reset",
                        CONTROL_STATUS,
                        3,
                        3,
                        declared.noSoftReset() ? 1 : 0)
                .constant("PMCSR: PME Enable", CONTROL_STATUS, 8, 8, 0)
                .constant("PMCSR: Data Select", CONTROL_STATUS, 9, 12, 0)
                .constant("PMCSR: Data Scale", CONTROL_STATUS, 13, 14, 0)
                .constant("PMCSR: PME Status", CONTROL_STATUS, 15, 15, 0);
    }

    boolean powered() {
        return (space.get(controlStatus) & POWER_STATE) != D3_HOT;
    }

    @Override
    public void written(int before, int written) {
        int from = before & POWER_STATE;
        int to = space.get(controlStatus) & POWER_STATE;
        if (to != D0 && to != D3_HOT) {
            // 3.2.4: a write of a state that is not supported is dropped.
            space.set(controlStatus, POWER_STATE, from);
            return;
        }
        if (from == to) {
            return;
        }
        powerChanged.run();
        if (to == D0 && !noSoftReset) {
            softReset.run();
        }
    }
}
