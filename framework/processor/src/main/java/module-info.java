/**
 * The annotation processor for {@link dev.barista.spi.PciDevice} classes and {@link
 * dev.barista.spi.Bits} records. It exports nothing: javac finds it by its service entry.
 */
module dev.barista.processor {
    requires dev.barista.spi;
    requires jdk.compiler;

    provides javax.annotation.processing.Processor with
            dev.barista.processor.DeviceProcessor;
}
