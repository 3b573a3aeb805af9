package dev.barista.pci;

import static dev.barista.pci.FieldAccess.RW;
import static dev.barista.pci.FieldAccess.RW1C;
import static dev.barista.pci.FieldAccess.RW_LINK;
import static dev.barista.pci.FieldAccess.TRIGGER;
import static dev.barista.pci.spec.PciExpressRegisters.*;

import dev.barista.pci.spec.CapabilityIds;
import dev.barista.spi.binding.CapabilityDescription;

/**
 * The PCI Express capability of an endpoint on a link of one lane at 2.5 GT/s (PCI Express Base
 * 4.0, section 7.5.3). The link is there for software to find; no traffic depends on it.
 */
final class PciExpressCapability implements ConfigBehaviour {
    private final boolean resettable;
    private final Runnable functionLevelReset;

    PciExpressCapability(
            int offset,
            CapabilityDescription.PciExpress declared,
            ConfigSpace space,
            Runnable functionLevelReset) {
        this.resettable = declared.functionLevelReset();
        this.functionLevelReset = functionLevelReset;
        space.attach(offset + DEVICE_CONTROL, 4, this);
    }

    static StructureLayout layout(CapabilityDescription.PciExpress declared) {
        StructureLayout layout =
                new StructureLayout(
                                "PCI Express",
                                "PCI Express Base 4.0, 7.5.3",
                                CapabilityIds.PCI_EXPRESS,
                                LENGTH)
                        .constant("Capability Version", CAPABILITIES, 0, 3, VERSION_2)
                        .constant("Device/Port Type", CAPABILITIES, 4, 7, 0)
                        .constant("Slot Implemented", CAPABILITIES, 8, 8, 0)
                        .constant("Interrupt Message Number", CAPABILITIES, 9, 13, 0);
        device(layout, declared.functionLevelReset());
        link(layout);
        return layout.constant(
                        "Device Capabilities 2: Completion Timeout Ranges",
                        DEVICE_CAPABILITIES_2,
                        0,
                        3,
                        0)
                // 7.5.3.15: required of endpoints that issue requests.
                .constant(
                        "Device Capabilities 2: Completion Timeout Disable Supported",
                        DEVICE_CAPABILITIES_2,
                        4,
                        4,
                        1)
                .constant("Device Control 2: Completion Timeout Value", DEVICE_CONTROL_2, 0, 3, 0)
                .field(
                        "Device Control 2: Completion Timeout Disable",
                        DEVICE_CONTROL_2,
                        4,
                        4,
                        RW,
                        0)
                .constant(
                        "Link Capabilities 2: Supported Link Speeds", LINK_CAPABILITIES_2, 1, 7, 1);
    }

    private static void device(StructureLayout layout, boolean functionLevelReset) {
        layout.constant("Device Capabilities: Max_Payload_Size", DEVICE_CAPABILITIES, 0, 2, 1)
                .constant("Device Capabilities: Phantom Functions", DEVICE_CAPABILITIES, 3, 4, 0)
                .constant("Device Capabilities: Extended Tag", DEVICE_CAPABILITIES, 5, 5, 0)
                .constant("Device Capabilities: L0s Latency", DEVICE_CAPABILITIES, 6, 8, 0)
                .constant("Device Capabilities: L1 Latency", DEVICE_CAPABILITIES, 9, 11, 0)
                .constant("Device Capabilities: Role-Based Errors", DEVICE_CAPABILITIES, 15, 15, 1)
                .constant(
                        "Device Capabilities: Function Level Reset",
                        DEVICE_CAPABILITIES,
                        28,
                        28,
                        functionLevelReset ? 1 : 0)
                .field("Device Control: Correctable Errors", DEVICE_CONTROL, 0, 0, RW, 0)
                .field("Device Control: Non-Fatal Errors", DEVICE_CONTROL, 1, 1, RW, 0)
                .field("Device Control: Fatal Errors", DEVICE_CONTROL, 2, 2, RW, 0)
                .field("Device Control: Unsupported Requests", DEVICE_CONTROL, 3, 3, RW, 0)
                .field("Device Control: Relaxed Ordering", DEVICE_CONTROL, 4, 4, RW, 1)
                .field("Device Control: Max_Payload_Size", DEVICE_CONTROL, 5, 7, RW_LINK, 0)
                .constant("Device Control: Extended Tag", DEVICE_CONTROL, 8, 8, 0)
                .constant("Device Control: Phantom Functions", DEVICE_CONTROL, 9, 9, 0)
                .constant("Device Control: Aux Power", DEVICE_CONTROL, 10, 10, 0)
                .field("Device Control: No Snoop", DEVICE_CONTROL, 11, 11, RW, 1)
                .field("Device Control: Max_Read_Request_Size", DEVICE_CONTROL, 12, 14, RW, 2)
                .field(
                        "Device Control: Initiate Function Level Reset",
                        DEVICE_CONTROL,
                        15,
                        15,
                        functionLevelReset ? TRIGGER : FieldAccess.RO,
                        0)
                .field("Device Status: Correctable Error", DEVICE_STATUS, 0, 0, RW1C, 0)
                .field("Device Status: Non-Fatal Error", DEVICE_STATUS, 1, 1, RW1C, 0)
                .field("Device Status: Fatal Error", DEVICE_STATUS, 2, 2, RW1C, 0)
                .field("Device Status: Unsupported Request", DEVICE_STATUS, 3, 3, RW1C, 0)
                .constant("Device Status: Aux Power", DEVICE_STATUS, 4, 4, 0)
                .constant("Device Status: Transactions Pending", DEVICE_STATUS, 5, 5, 0);
    }

    private static void link(StructureLayout layout) {
        layout.constant("Link Capabilities: Max Link Speed", LINK_CAPABILITIES, 0, 3, 1)
                .constant("Link Capabilities: Max Link Width", LINK_CAPABILITIES, 4, 9, 1)
                .constant("Link Capabilities: ASPM", LINK_CAPABILITIES, 10, 11, 0)
                .constant("Link Capabilities: L0s Exit Latency", LINK_CAPABILITIES, 12, 14, 0)
                .constant("Link Capabilities: L1 Exit Latency", LINK_CAPABILITIES, 15, 17, 0)
                .constant("Link Capabilities: Clock PM", LINK_CAPABILITIES, 18, 18, 0)
                // 7.5.3.6: what says that "no ASPM" above is meant.
                .constant("Link Capabilities: ASPM Optionality", LINK_CAPABILITIES, 22, 22, 1)
                .constant("Link Capabilities: Port Number", LINK_CAPABILITIES, 24, 31, 0)
                .field("Link Control: ASPM", LINK_CONTROL, 0, 1, RW_LINK, 0)
                .field("Link Control: Read Completion Boundary", LINK_CONTROL, 3, 3, RW_LINK, 0)
                .field("Link Control: Common Clock", LINK_CONTROL, 6, 6, RW_LINK, 0)
                .field("Link Control: Extended Synch", LINK_CONTROL, 7, 7, RW_LINK, 0)
                .constant("Link Control: Clock PM", LINK_CONTROL, 8, 8, 0)
                .constant("Link Control: Autonomous Width Disable", LINK_CONTROL, 9, 9, 0)
                .constant("Link Status: Current Link Speed", LINK_STATUS, 0, 3, 1)
                .constant("Link Status: Negotiated Link Width", LINK_STATUS, 4, 9, 1)
                .constant("Link Status: Slot Clock", LINK_STATUS, 12, 12, 1);
    }

    @Override
    public void written(int before, int written) {
        if (resettable && (written & DEVICE_CONTROL_INITIATE_FLR) != 0) {
            functionLevelReset.run();
        }
    }
}
