package dev.barista.schema;

import dev.barista.schemagenerator.JavaNames;
import dev.barista.schemagenerator.Schema;
import dev.barista.schemagenerator.SchemaFile;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A type of one of the schemas: the facts about it, and the class generated from them. */
record GeneratedType(Schema schema, String packageName, String name) {
    private static final Schema HCS = SchemaFile.read(Path.of("src/main/schema/hcs.json"));
    private static final Schema HCN = SchemaFile.read(Path.of("src/main/schema/hcn.json"));

    /** Every type of both schemas that is an object. */
    static List<GeneratedType> objects() {
        return all().filter(type -> type.facts() instanceof Schema.ObjectType).toList();
    }

    /** Every type of both schemas that is an enumeration. */
    static List<GeneratedType> enums() {
        return all().filter(type -> type.facts() instanceof Schema.EnumType).toList();
    }

    private static Stream<GeneratedType> all() {
        return Stream.concat(
                types(HCS, "dev.barista.compute.schema"), types(HCN, "dev.barista.network.schema"));
    }

    private static Stream<GeneratedType> types(Schema schema, String packageName) {
        return schema.types().keySet().stream()
                .map(name -> new GeneratedType(schema, packageName, name));
    }

    Schema.Type facts() {
        return Objects.requireNonNull(schema.types().get(name));
    }

    Schema.ObjectType objectFacts() {
        return (Schema.ObjectType) facts();
    }

    Schema.EnumType enumFacts() {
        return (Schema.EnumType) facts();
    }

    /** A field of this object, for tests of each field. */
    record Field(GeneratedType type, String name, Schema.Field facts) {
        @Override
        public String toString() {
            return type + "." + name;
        }
    }

    /** Every field of every object. */
    static Stream<Field> fields() {
        return objects().stream()
                .flatMap(
                        type ->
                                type.objectFacts().fields().entrySet().stream()
                                        .map(
                                                field ->
                                                        new Field(
                                                                type,
                                                                field.getKey(),
                                                                field.getValue())));
    }

    SchemaObject fromJson(String json) {
        return (SchemaObject) call("fromJson", String.class, json);
    }

    SchemaEnum of(String text) {
        return (SchemaEnum) call("of", String.class, text);
    }

    SchemaEnum of(long number) {
        return (SchemaEnum) call("of", long.class, number);
    }

    private Object call(String method, Class<?> parameter, Object argument) {
        try {
            return Class.forName(packageName + "." + JavaNames.type(name))
                    .getMethod(method, parameter)
                    .invoke(null, argument);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return schema.name() + " " + name;
    }
}
