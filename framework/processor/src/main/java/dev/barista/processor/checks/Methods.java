package dev.barista.processor.checks;

import java.util.List;
import java.util.stream.Collectors;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Questions about methods. */
final class Methods {
    private Methods() {}

    /** Whether a generated class in the same package can call a method without more ado. */
    static boolean isCallable(ExecutableElement method) {
        return !method.getModifiers().contains(Modifier.PRIVATE)
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getTypeParameters().isEmpty()
                && !throwsChecked(method);
    }

    /** Whether a method is {@code void name()}, callable. */
    static boolean isAction(ExecutableElement method) {
        return isCallable(method) && signature(method).equals("void ()");
    }

    /** Return and parameter types, as in {@code int (int, int)}. */
    static String signature(ExecutableElement method) {
        return method.getReturnType()
                + method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** A method as its source has it, as in {@code int status(int)}. */
    static String declaration(ExecutableElement method) {
        return signature(method).replace(" (", " " + method.getSimpleName() + "(");
    }

    /** Whether a method or constructor declares a checked exception. */
    static boolean throwsChecked(ExecutableElement method) {
        List<? extends TypeMirror> thrown = method.getThrownTypes();
        return thrown.stream().anyMatch(type -> !isUnchecked(type));
    }

    private static boolean isUnchecked(TypeMirror type) {
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        TypeElement element = (TypeElement) declared.asElement();
        return element.getQualifiedName().contentEquals("java.lang.RuntimeException")
                || element.getQualifiedName().contentEquals("java.lang.Error")
                || isUnchecked(element.getSuperclass());
    }
}
