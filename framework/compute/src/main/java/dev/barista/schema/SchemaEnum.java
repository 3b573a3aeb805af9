package dev.barista.schema;

import org.jspecify.annotations.Nullable;

/**
 * A value of an enumeration of a schema. It is open: values that the schema does not know are kept
 * as they are, and so are numbers, which services use for flags.
 */
public interface SchemaEnum {
    /** The value's name, or the digits of its number. */
    String text();

    /** Whether the document has the value as a number. */
    boolean isNumber();

    /** The version of the schema that the value needs; null if the schema does not know it. */
    @Nullable SchemaRelease since();

    /** Makes a value of one enumeration. */
    @FunctionalInterface
    interface Factory<T extends SchemaEnum> {
        /** The value with a {@link #text} that {@link #isNumber} or not. */
        T create(String text, boolean isNumber);
    }
}
