package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;

import java.util.List;

import javax.lang.model.element.ExecutableElement;

/** The methods that run on reset and restore. */
final class LifecycleCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        check("@OnReset", device.resets(), findings);
        check("@OnRestore", device.restores(), findings);
    }

    private static void check(
            String annotation, List<ExecutableElement> methods, Findings findings) {
        for (ExecutableElement method : methods) {
            if (!Methods.isAction(method)) {
                findings.add(
                        Problem.RESET_SIGNATURE,
                        Where.of(method),
                        "%s method '%s' must be `void %s()`, not private, static or throwing"
                                .formatted(
                                        annotation,
                                        Methods.declaration(method),
                                        method.getSimpleName()));
            }
        }
        methods.stream()
                .skip(1)
                .forEach(
                        method ->
                                findings.add(
                                        Problem.RESET_TAKEN,
                                        Where.of(method),
                                        "'%s' and '%s' both have %s; call one from the other"
                                                .formatted(
                                                        methods.getFirst().getSimpleName(),
                                                        method.getSimpleName(),
                                                        annotation)));
    }
}
