package dev.barista.processor;

import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.ElementReader;
import dev.barista.processor.writers.Writers;
import dev.barista.spi.Bits;
import dev.barista.spi.PciDevice;

import java.io.IOException;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Compiles {@link PciDevice} classes and {@link Bits} records; see the package's three stages. */
@SupportedAnnotationTypes("dev.barista.spi.*")
public final class DeviceProcessor extends AbstractProcessor {
    private final ServiceEntries services = new ServiceEntries();

    /** Called by javac. */
    public DeviceProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            ElementReader reader = new ElementReader(processingEnv.getElementUtils());
            Writers writers = new Writers(processingEnv.getFiler());
            for (TypeElement type :
                    ElementFilter.typesIn(round.getElementsAnnotatedWith(PciDevice.class))) {
                DeclaredDevice device = reader.device(type);
                writers.write(device);
                services.add(device.qualifiedTypeName());
            }
            for (TypeElement type :
                    ElementFilter.typesIn(round.getElementsAnnotatedWith(Bits.class))) {
                writers.write(
                        ElementReader.bits(type),
                        processingEnv
                                .getElementUtils()
                                .getPackageOf(type)
                                .getQualifiedName()
                                .toString());
            }
            if (round.processingOver()) {
                services.write(processingEnv.getFiler(), processingEnv.getElementUtils());
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR, "can't write generated code: " + e.getMessage());
        }
        return false;
    }
}
