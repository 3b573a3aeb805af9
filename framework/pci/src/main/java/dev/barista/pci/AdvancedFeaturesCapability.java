package dev.barista.pci;

import static dev.barista.pci.spec.AdvancedFeaturesRegisters.*;

import dev.barista.pci.spec.CapabilityIds;

/** Function-level reset of a conventional function (PCI Advanced Capabilities ECN, 2006). */
final class AdvancedFeaturesCapability implements ConfigBehaviour {
    private final Runnable functionLevelReset;

    AdvancedFeaturesCapability(int offset, ConfigSpace space, Runnable functionLevelReset) {
        this.functionLevelReset = functionLevelReset;
        space.attach(offset + CONTROL, 1, this);
    }

    static StructureLayout layout() {
        return new StructureLayout(
                        "Advanced Features",
                        "PCI Advanced Capabilities ECN (2006)",
                        CapabilityIds.ADVANCED_FEATURES,
                        LENGTH)
                .constant("Length", LENGTH_REGISTER, 0, 7, LENGTH)
                .constant("AF Capabilities: Transactions Pending", CAPABILITIES, 0, 0, 1)
                .constant("AF Capabilities: Function Level Reset", CAPABILITIES, 1, 1, 1)
                .field("AF Control: Initiate FLR", CONTROL, 0, 0, FieldAccess.TRIGGER, 0)
                .constant("AF Status: Transactions Pending", STATUS, 0, 0, 0);
    }

    @Override
    public void written(int before, int written) {
        if ((written & INITIATE_FLR) != 0) {
            functionLevelReset.run();
        }
    }
}
