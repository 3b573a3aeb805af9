package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.spi.AdvancedFeatures;
import dev.barista.spi.Bar;
import dev.barista.spi.Bit;
import dev.barista.spi.Bits;
import dev.barista.spi.Field;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.MsiX;
import dev.barista.spi.OnPoll;
import dev.barista.spi.OnReset;
import dev.barista.spi.OnRestore;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciExpress;
import dev.barista.spi.PowerManagement;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.SerialNumber;
import dev.barista.spi.Transient;
import dev.barista.spi.VendorCapability;
import dev.barista.spi.WritableWhen;
import dev.barista.spi.Write;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Objects;

import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Annotations in classes that nobody reads. */
final class StrayCheck {
    private static final List<Class<? extends Annotation>> IN_DEVICES =
            List.of(
                    AdvancedFeatures.class,
                    Bar.class,
                    Bar.List.class,
                    Intx.class,
                    Msi.class,
                    MsiX.class,
                    OnPoll.class,
                    OnReset.class,
                    OnRestore.class,
                    Parameter.class,
                    PciExpress.class,
                    PowerManagement.class,
                    Read.class,
                    Register.class,
                    Saved.class,
                    SerialNumber.class,
                    Transient.class,
                    VendorCapability.class,
                    VendorCapability.List.class,
                    WritableWhen.class,
                    Write.class);

    private static final List<Class<? extends Annotation>> IN_LAYOUTS =
            List.of(Bit.class, Field.class);

    private StrayCheck() {}

    /** Reports the annotations of a round that have no effect. */
    static void check(RoundEnvironment round, Findings findings) {
        IN_DEVICES.forEach(annotation -> check(round, annotation, PciDevice.class, findings));
        IN_LAYOUTS.forEach(annotation -> check(round, annotation, Bits.class, findings));
    }

    private static void check(
            RoundEnvironment round,
            Class<? extends Annotation> annotation,
            Class<? extends Annotation> required,
            Findings findings) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
            Element owner =
                    element instanceof TypeElement
                            ? element
                            : Objects.requireNonNull(element.getEnclosingElement());
            if (owner.getAnnotation(required) == null) {
                findings.add(
                        Problem.STRAY_ANNOTATION,
                        Where.of(element, annotation),
                        "@%s on '%s' has no effect, as %s has no @%s; add that or remove this"
                                .formatted(
                                        annotation
                                                .getCanonicalName()
                                                .substring(
                                                        annotation.getPackageName().length() + 1),
                                        element.getSimpleName(),
                                        owner.getSimpleName(),
                                        required.getSimpleName()));
            }
        }
    }
}
