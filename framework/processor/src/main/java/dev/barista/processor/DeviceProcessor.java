package dev.barista.processor;

import dev.barista.processor.checks.Checks;
import dev.barista.processor.findings.Findings;
import dev.barista.processor.model.DeclaredBits;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.ElementReader;
import dev.barista.processor.writers.Writers;
import dev.barista.spi.Bits;
import dev.barista.spi.PciDevice;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/** Compiles {@link PciDevice} classes and {@link Bits} records; see the package's three stages. */
@SupportedAnnotationTypes("dev.barista.spi.*")
public final class DeviceProcessor extends AbstractProcessor {
    private final ServiceEntries services = new ServiceEntries();
    private final List<DeclaredDevice> written = new ArrayList<>();

    /** Made in {@link #init}, which javac calls before anything else. */
    private @Nullable Checks checks;

    /** Called by javac. */
    public DeviceProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        checks = new Checks(environment, new Findings(environment));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Elements elements = processingEnv.getElementUtils();
        Writers writers = new Writers(processingEnv.getFiler());
        Checks known = Objects.requireNonNull(checks, "init");
        try {
            for (TypeElement type : annotated(round, PciDevice.class)) {
                DeclaredDevice device = new ElementReader(elements).device(type);
                if (known.check(device)) {
                    writers.write(device);
                    services.add(device.qualifiedTypeName());
                    written.add(device);
                }
            }
            for (TypeElement type : annotated(round, Bits.class)) {
                DeclaredBits bits = ElementReader.bits(type);
                String packageName = elements.getPackageOf(type).getQualifiedName().toString();
                if (known.check(bits, packageName)) {
                    writers.write(bits, packageName);
                }
            }
            known.checkRound(round);
            if (round.processingOver()) {
                written.forEach(known::checkProvided);
                services.write(processingEnv.getFiler(), elements);
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR, "can't write generated code: " + e.getMessage());
        }
        return false;
    }

    private static Set<TypeElement> annotated(
            RoundEnvironment round, Class<? extends Annotation> annotation) {
        return ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation));
    }
}
