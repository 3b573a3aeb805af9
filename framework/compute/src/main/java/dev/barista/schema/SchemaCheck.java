package dev.barista.schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds what of a document a version of the schema does not have. Values that may be any JSON, and
 * fields that no known version has, are not looked into.
 */
public final class SchemaCheck {
    /**
     * Something that a document has and an older version of the schema has not.
     *
     * @param pointer where, as a JSON Pointer (RFC 6901)
     * @param name the field's name, or the value's of an enumeration
     */
    public record Newer(String pointer, String name, SchemaRelease since) {
        @Override
        public String toString() {
            return "%s: %s needs schema %s".formatted(pointer, name, since);
        }
    }

    /**
     * A field or value of an enumeration that no known version of the schema has: newer than what
     * is known here, or misspelt. What is written as a number is not among them.
     *
     * @param pointer where, as a JSON Pointer (RFC 6901)
     * @param name the field's name, or the value's of an enumeration
     */
    public record Unknown(String pointer, String name) {
        @Override
        public String toString() {
            return "%s: %s is unknown".formatted(pointer, name);
        }
    }

    private final List<Newer> newer = new ArrayList<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private final @Nullable SchemaVersion version;

    private SchemaCheck(SchemaObject document, @Nullable SchemaVersion version) {
        this.version = version;
        object("", document);
    }

    /** Every field and value that is set and newer than a version, in the document's order. */
    public static List<Newer> check(SchemaObject document, SchemaVersion version) {
        return List.copyOf(new SchemaCheck(document, version).newer);
    }

    /**
     * Refuses a document with anything that is newer than a version.
     *
     * @throws NewerSchemaException if there is such a thing; it names all of them
     */
    public static void require(SchemaObject document, SchemaVersion version) {
        List<Newer> newer = check(document, version);
        if (!newer.isEmpty()) {
            throw new NewerSchemaException(version, newer);
        }
    }

    /** Every field and value that no known version has, in the document's order. */
    public static List<Unknown> unknown(SchemaObject document) {
        return List.copyOf(new SchemaCheck(document, null).unknown);
    }

    private void object(String pointer, SchemaObject object) {
        object.forEachField(
                (name, since, value) -> {
                    if (value != null) {
                        String field = below(pointer, name);
                        needs(field, name, since);
                        value(field, value);
                    }
                });
        object.unknownFields()
                .keySet()
                .forEach(name -> unknown.add(new Unknown(below(pointer, name), name)));
    }

    private void value(String pointer, Object value) {
        switch (value) {
            case SchemaObject object -> object(pointer, object);
            case SchemaEnum constant -> constant(pointer, constant);
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    value(pointer + "/" + i, list.get(i));
                }
            }
            case Map<?, ?> map ->
                    map.forEach((key, each) -> value(below(pointer, key.toString()), each));
            default -> {}
        }
    }

    private void constant(String pointer, SchemaEnum constant) {
        SchemaRelease since = constant.since();
        if (since != null) {
            needs(pointer, constant.text(), since);
        } else if (!constant.isNumber()) {
            unknown.add(new Unknown(pointer, constant.text()));
        }
    }

    private void needs(String pointer, String name, SchemaRelease since) {
        if (version != null && !version.includes(since.version())) {
            newer.add(new Newer(pointer, name, since));
        }
    }

    private static String below(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
