/**
 * The device author's vocabulary: annotations, {@link dev.barista.spi.PciFunction} and the services
 * a device uses. {@link dev.barista.spi.binding} is the contract between generated code and hosts.
 */
module dev.barista.spi {
    // For @Generated on what the processor writes; nothing of it is needed at run time.
    requires static transitive java.compiler;
    requires static transitive org.jspecify;

    exports dev.barista.spi;
    exports dev.barista.spi.binding;
}
