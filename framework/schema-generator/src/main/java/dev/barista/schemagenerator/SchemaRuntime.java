package dev.barista.schemagenerator;

import com.palantir.javapoet.ClassName;

/** The classes that generated code calls; they are compiled after this module. */
final class SchemaRuntime {
    static final ClassName JSON = named("Json");
    static final ClassName SCHEMA_ENUM = named("SchemaEnum");
    static final ClassName SCHEMA_OBJECT = named("SchemaObject");
    static final ClassName FIELD_VISITOR = named("FieldVisitor");
    static final ClassName SCHEMA_READER = named("SchemaReader");
    static final ClassName SCHEMA_VALUES = named("SchemaValues");
    static final ClassName SCHEMA_VERSION = named("SchemaVersion");
    static final ClassName SCHEMA_RELEASE = named("SchemaRelease");
    static final ClassName SCHEMA_EXCEPTION = named("SchemaException");

    private SchemaRuntime() {}

    private static ClassName named(String name) {
        return ClassName.get("dev.barista.schema", name);
    }
}
