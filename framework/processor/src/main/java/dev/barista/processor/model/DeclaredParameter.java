package dev.barista.processor.model;

import dev.barista.spi.Parameter;
import dev.barista.spi.binding.ParameterDescription;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.lang.model.element.VariableElement;

/**
 * A {@link Parameter} field.
 *
 * @param type absent if the field's type is none that a parameter can have
 * @param choices the constants, if it is an enum
 */
public record DeclaredParameter(
        VariableElement element,
        Parameter annotation,
        Optional<ParameterDescription.Type> type,
        List<String> choices) {

    /** The field's name. */
    public String fieldName() {
        return element.getSimpleName().toString();
    }

    /** The key. */
    public String key() {
        return annotation.name().isEmpty() ? snakeCase(fieldName()) : annotation.name();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
