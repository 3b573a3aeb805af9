package dev.barista.schemagenerator;

import java.util.Map;

/**
 * The facts about a schema.
 *
 * @param name what people call it: {@code HCS}
 * @param releases by version such as {@code 2.1}, the Windows it came with, where that is known
 * @param types by their names in the schema
 */
public record Schema(String name, Map<String, String> releases, Map<String, Type> types) {
    /** A type that the schema names. */
    public sealed interface Type {}

    /** An object with fields, by their names. */
    public record ObjectType(Map<String, Field> fields) implements Type {}

    /** An enumeration; by value, the version it came with. */
    public record EnumType(Map<String, String> values) implements Type {}

    /** A field of an object, and the version it came with. */
    public record Field(FieldType type, String since) {}
}
