/**
 * An emulated PCI function: what the PCI standards say a function does besides the device's own
 * registers. {@link dev.barista.pci.spec} holds the standards' constants.
 */
module dev.barista.pci {
    requires transitive dev.barista.spi;
    requires static org.jspecify;

    exports dev.barista.pci;
    exports dev.barista.pci.spec;
}
