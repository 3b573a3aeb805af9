package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.PciFunction;

import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** What the device class itself is like. */
final class ClassCheck implements DeviceCheck {
    @Override
    public void check(DeclaredDevice device, Findings findings) {
        TypeElement type = device.element();
        Where where = Where.of(type);
        if (!type.getModifiers().contains(Modifier.FINAL)) {
            findings.add(
                    Problem.DEVICE_NOT_FINAL,
                    where,
                    "device class %s is not final; declare it final".formatted(device.className()));
        }
        if (!type.getSuperclass().toString().equals(PciFunction.class.getName())) {
            findings.add(
                    Problem.DEVICE_NOT_A_FUNCTION,
                    where,
                    "device class %s extends %s; it must extend PciFunction itself"
                            .formatted(device.className(), type.getSuperclass()));
        }
        unreachableBecause(type)
                .ifPresent(
                        reason ->
                                findings.add(
                                        Problem.DEVICE_UNREACHABLE,
                                        where,
                                        "device class %s is %s; make it one that generated code can instantiate"
                                                .formatted(device.className(), reason)));
        checkConstructor(device, findings);
    }

    private static Optional<String> unreachableBecause(TypeElement type) {
        if (!type.getTypeParameters().isEmpty()) {
            return Optional.of("generic");
        }
        for (Element element = type;
                element instanceof TypeElement;
                element = element.getEnclosingElement()) {
            boolean nested = element.getEnclosingElement() instanceof TypeElement;
            if (element.getModifiers().contains(Modifier.PRIVATE)) {
                return Optional.of("private");
            }
            if (nested && !element.getModifiers().contains(Modifier.STATIC)) {
                return Optional.of("an inner class that is not static");
            }
        }
        return Optional.empty();
    }

    private static void checkConstructor(DeclaredDevice device, Findings findings) {
        Optional<ExecutableElement> constructor =
                ElementFilter.constructorsIn(device.element().getEnclosedElements()).stream()
                        .filter(ClassCheck::takesContext)
                        .findFirst();
        if (constructor.isEmpty()) {
            findings.add(
                    Problem.NO_CONSTRUCTOR,
                    Where.of(device.element()),
                    "%s has no constructor (DeviceContext) that is not private; declare %s"
                            .formatted(
                                    device.className(),
                                    device.element().getSimpleName()
                                            + "(DeviceContext context) { super(context); }"));
        } else if (Methods.throwsChecked(constructor.get())) {
            findings.add(
                    Problem.CONSTRUCTOR_THROWS,
                    Where.of(constructor.get()),
                    "the constructor of %s throws %s; only unchecked exceptions are possible"
                            .formatted(device.className(), constructor.get().getThrownTypes()));
        }
    }

    private static boolean takesContext(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PRIVATE)
                && constructor.getParameters().size() == 1
                && constructor
                        .getParameters()
                        .getFirst()
                        .asType()
                        .toString()
                        .equals(DeviceContext.class.getName());
    }
}
