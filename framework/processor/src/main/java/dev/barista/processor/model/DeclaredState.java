package dev.barista.processor.model;

import java.util.List;

import javax.lang.model.element.VariableElement;

/**
 * A {@link dev.barista.spi.Saved} field.
 *
 * @param choices the constants, if it is an enum
 */
public record DeclaredState(VariableElement element, Form form, List<String> choices) {
    /** How a field is saved. */
    public enum Form {
        /** A {@code boolean}. */
        BOOLEAN,
        /** A number of a primitive type, {@code char} included. */
        NUMBER,
        /** Text. */
        STRING,
        /** An enum. */
        ENUM,
        /** An array of primitives. */
        ARRAY,
        /** Nothing that can be saved. */
        UNSUPPORTED
    }

    /** The field's name. */
    public String name() {
        return element.getSimpleName().toString();
    }
}
