package dev.barista.schemagenerator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads a file of facts. */
public final class SchemaFile {
    private SchemaFile() {}

    /**
     * The facts in a file.
     *
     * @throws IllegalArgumentException if a field has a type that the file does not have
     */
    public static Schema read(Path file) {
        JsonNode json = JsonMapper.shared().readTree(file);
        Schema schema =
                new Schema(
                        json.required("name").asString(),
                        each(json.required("releases"), JsonNode::asString),
                        each(json.required("types"), SchemaFile::type));
        checkNames(schema);
        return schema;
    }

    private static Schema.Type type(JsonNode type) {
        return type.has("fields")
                ? new Schema.ObjectType(each(type.required("fields"), SchemaFile::field))
                : new Schema.EnumType(each(type.required("values"), SchemaFile::since));
    }

    private static Schema.Field field(JsonNode field) {
        return new Schema.Field(FieldType.parse(field.required("type").asString()), since(field));
    }

    private static String since(JsonNode fact) {
        return fact.required("since").asString();
    }

    /** In the file's order. */
    private static <T> Map<String, T> each(JsonNode object, Function<JsonNode, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        object.forEachEntry((name, node) -> map.put(name, value.apply(node)));
        return map;
    }

    private static void checkNames(Schema schema) {
        schema.types()
                .forEach(
                        (name, type) -> {
                            if (type instanceof Schema.ObjectType(var fields)) {
                                fields.forEach(
                                        (field, facts) ->
                                                checkNames(
                                                        schema, name + "." + field, facts.type()));
                            }
                        });
    }

    private static void checkNames(Schema schema, String where, FieldType type) {
        switch (type) {
            case FieldType.Scalar scalar -> {}
            case FieldType.ListOf(FieldType element, var length) ->
                    checkNames(schema, where, element);
            case FieldType.MapOf(var key, FieldType value) -> checkNames(schema, where, value);
            case FieldType.Named(String name) -> {
                if (!schema.types().containsKey(name)) {
                    throw new IllegalArgumentException(where + ": there is no type " + name);
                }
            }
        }
    }
}
