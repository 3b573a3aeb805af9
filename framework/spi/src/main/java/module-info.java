/**
 * The device author's vocabulary: annotations, {@link dev.barista.spi.PciFunction} and the services
 * a device uses. {@link dev.barista.spi.binding} is the contract between generated code and hosts.
 */
module dev.barista.spi {
    requires static transitive org.jspecify;

    exports dev.barista.spi;
    exports dev.barista.spi.binding;
}
