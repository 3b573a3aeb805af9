package dev.barista.schema;

import org.jspecify.annotations.Nullable;

/** Is shown the fields of a {@link SchemaObject}. */
@FunctionalInterface
public interface FieldVisitor {
    /**
     * A field.
     *
     * @param name its name in the document
     * @param since the version of the schema that it needs
     * @param value null if absent, or a {@link String}, {@link Boolean}, {@link Integer}, {@link
     *     Long}, {@link java.math.BigInteger} (where the schema has an unsigned 64-bit number),
     *     {@link java.util.UUID}, {@link java.time.Instant}, {@link Json}, {@link SchemaEnum},
     *     {@link SchemaObject}, a {@link java.util.List} of these, or a {@link java.util.Map} with
     *     these as values and names or numbers as keys
     */
    void field(String name, SchemaRelease since, @Nullable Object value);
}
