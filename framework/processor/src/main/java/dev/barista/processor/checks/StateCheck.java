package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredState;
import dev.barista.spi.Parameter;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.Transient;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Every field is state with a known part in reset and save, or says why it is not. */
final class StateCheck implements DeviceCheck {
    private static final List<Class<? extends Annotation>> ROLES =
            List.of(Register.class, Saved.class, Parameter.class, Transient.class);

    /** Types of final fields that hold what changes. */
    private static final List<String> CONTAINERS =
            List.of(
                    "java.lang.Iterable",
                    "java.util.Map",
                    "java.util.BitSet",
                    "java.nio.Buffer",
                    "java.lang.foreign.MemorySegment",
                    "dev.barista.spi.MappedRegister");

    private final Types types;
    private final Elements elements;

    StateCheck(Types types, Elements elements) {
        this.types = types;
        this.elements = elements;
    }

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        for (VariableElement field : device.fields()) {
            List<String> roles =
                    ROLES.stream()
                            .filter(role -> field.getAnnotation(role) != null)
                            .map(role -> "@" + role.getSimpleName())
                            .toList();
            if (roles.size() > 1) {
                findings.add(
                        Problem.TWO_ROLES,
                        Where.of(field),
                        "field '%s' is %s; it can only be one of them"
                                .formatted(field.getSimpleName(), String.join(" and ", roles)));
            } else if (roles.isEmpty() && device.annotation().saveable() && isState(field)) {
                findings.add(
                        Problem.STATE_UNDECIDED,
                        Where.of(field),
                        "field '%s' of %s is neither @Register, @Saved, @Parameter nor @Transient; say which"
                                .formatted(field.getSimpleName(), device.className()));
            }
            Transient reason = field.getAnnotation(Transient.class);
            if (reason != null && reason.value().isBlank()) {
                findings.add(
                        Problem.TRANSIENT_REASON,
                        Where.of(field, Transient.class, "value"),
                        "@Transient on field '%s' does not say why the field need not be saved"
                                .formatted(field.getSimpleName()));
            }
        }
        device.state().forEach(state -> checkSaved(state, findings));
    }

    private boolean isState(VariableElement field) {
        Set<Modifier> modifiers = field.getModifiers();
        if (modifiers.contains(Modifier.STATIC)) {
            return !modifiers.contains(Modifier.FINAL);
        }
        return !modifiers.contains(Modifier.FINAL) || holdsState(field.asType());
    }

    private boolean holdsState(TypeMirror type) {
        return type.getKind() == TypeKind.ARRAY
                || CONTAINERS.stream()
                        .flatMap(name -> Stream.ofNullable(elements.getTypeElement(name)))
                        .anyMatch(
                                container ->
                                        types.isSubtype(
                                                types.erasure(type),
                                                types.erasure(container.asType())));
    }

    private static void checkSaved(DeclaredState state, Findings findings) {
        if (state.form() == DeclaredState.Form.UNSUPPORTED) {
            findings.add(
                    Problem.SAVED_TYPE,
                    Where.of(state.element()),
                    "@Saved field '%s' has type %s; use a primitive, a String, an enum or an array of primitives"
                            .formatted(state.name(), state.element().asType()));
            return;
        }
        Set<Modifier> modifiers = state.element().getModifiers();
        boolean array = state.form() == DeclaredState.Form.ARRAY;
        String remedy;
        if (modifiers.contains(Modifier.PRIVATE)) {
            remedy = "is private; remove `private`";
        } else if (modifiers.contains(Modifier.STATIC)) {
            remedy = "is static, so devices would share it; remove `static`";
        } else if (array && !modifiers.contains(Modifier.FINAL)) {
            remedy = "is an array that is not final; add `final`";
        } else if (!array && modifiers.contains(Modifier.FINAL)) {
            remedy = "is final, so it cannot be restored; remove `final`";
        } else {
            return;
        }
        findings.add(
                Problem.SAVED_FIELD,
                Where.of(state.element()),
                "@Saved field '%s' %s".formatted(state.name(), remedy));
    }
}
