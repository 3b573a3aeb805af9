package dev.barista.schemagenerator;

import java.util.List;

/** A component of a record, and the field of the schema it stands for. */
record Component(String name, String javaName, FieldType type, String since) {
    static List<Component> all(Schema.ObjectType facts) {
        return facts.fields().entrySet().stream()
                .map(
                        field ->
                                new Component(
                                        field.getKey(),
                                        JavaNames.component(field.getKey()),
                                        field.getValue().type(),
                                        field.getValue().since()))
                .toList();
    }
}
