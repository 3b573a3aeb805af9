package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.binding.DeviceType;

import java.util.HashSet;
import java.util.Set;

import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Whether a module provides its devices. The question is put to modules whose descriptor is
 * compiled here: tests are compiled into a module that is there already, and cannot change it. It
 * is put in the last round, as the compiler can't resolve the generated class before.
 */
final class ModuleCheck {
    private final Set<ModuleElement> compiled = new HashSet<>();

    /** Takes note of the descriptors of a round. */
    void note(RoundEnvironment round) {
        compiled.addAll(ElementFilter.modulesIn(round.getRootElements()));
    }

    /** Reports a device that is not provided. */
    void check(DeclaredDevice device, Elements elements, Findings findings) {
        ModuleElement module = elements.getModuleOf(device.element());
        if (!compiled.contains(module)) {
            return;
        }
        boolean provided =
                ElementFilter.providesIn(module.getDirectives()).stream()
                        .filter(
                                provides ->
                                        provides.getService()
                                                .getQualifiedName()
                                                .contentEquals(DeviceType.class.getName()))
                        .flatMap(provides -> provides.getImplementations().stream())
                        .anyMatch(
                                type ->
                                        type.getQualifiedName()
                                                .contentEquals(device.qualifiedTypeName()));
        if (!provided) {
            findings.add(
                    Problem.DEVICE_NOT_PROVIDED,
                    Where.of(device.element()),
                    "module %s does not provide %s; add to module-info.java: provides %s with %s;"
                            .formatted(
                                    module.getQualifiedName(),
                                    device.className(),
                                    DeviceType.class.getName(),
                                    device.qualifiedTypeName()));
        }
    }
}
