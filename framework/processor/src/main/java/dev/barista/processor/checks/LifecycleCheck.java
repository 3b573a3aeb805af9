package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.Dispatch;

import java.util.List;

import javax.lang.model.element.ExecutableElement;

/** The methods that run on reset and restore, and those that look for work. */
final class LifecycleCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        check("@OnReset", device.resets(), findings);
        check("@OnRestore", device.restores(), findings);
        checkPolls(device, findings);
    }

    private static void checkPolls(DeclaredDevice device, Findings findings) {
        for (ExecutableElement method : device.polls()) {
            if (!Methods.isCallable(method) || !Methods.signature(method).equals("boolean ()")) {
                findings.add(
                        Problem.POLL_SIGNATURE,
                        Where.of(method),
                        "@OnPoll method '%s' must be `boolean %s()`, not private, static or throwing"
                                .formatted(Methods.declaration(method), method.getSimpleName()));
            }
            if (device.annotation().dispatch() != Dispatch.DEDICATED) {
                findings.add(
                        Problem.POLL_WITHOUT_THREAD,
                        Where.of(method),
                        "'%s' has @OnPoll, but %s has no thread to call it; add `dispatch = Dispatch.DEDICATED`"
                                .formatted(method.getSimpleName(), device.className()));
            }
        }
        checkAlone("@OnPoll", device.polls(), findings);
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
        checkAlone(annotation, methods, findings);
    }

    private static void checkAlone(
            String annotation, List<ExecutableElement> methods, Findings findings) {
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
