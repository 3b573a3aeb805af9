package dev.barista.schemagenerator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;

import dev.barista.schemagenerator.FieldType.ListOf;
import dev.barista.schemagenerator.FieldType.MapOf;
import dev.barista.schemagenerator.FieldType.Named;
import dev.barista.schemagenerator.FieldType.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.annotation.processing.Generated;

/** The Java package of a schema: what is called how in it. */
record SourcePackage(Schema schema, String name) {
    /** The class of a type of the schema. */
    ClassName type(String schemaName) {
        return ClassName.get(name, JavaNames.type(schemaName));
    }

    /** The class with the versions of the schema. */
    ClassName versions() {
        String schemaName = schema.name();
        return ClassName.get(
                name,
                schemaName.charAt(0) + schemaName.substring(1).toLowerCase(Locale.ROOT) + "Schema");
    }

    /** The constant of a version. */
    CodeBlock version(String version) {
        return CodeBlock.of("$T.$N", versions(), JavaNames.version(version));
    }

    boolean isEnum(Named type) {
        return schema.types().get(type.name()) instanceof Schema.EnumType;
    }

    /** The type of a component that is there. */
    TypeName javaType(FieldType type) {
        return switch (type) {
            case Scalar(ScalarType scalar) -> scalar.javaType();
            case Named(String typeName) -> type(typeName);
            case ListOf(FieldType element, var length) ->
                    ParameterizedTypeName.get(ClassName.get(List.class), javaType(element));
            case MapOf(ScalarType key, FieldType value) ->
                    ParameterizedTypeName.get(
                            ClassName.get(Map.class), key.javaType(), javaType(value));
        };
    }

    /** The type of a component that may be absent. */
    TypeName nullable(FieldType type) {
        return nullable(javaType(type));
    }

    static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }

    /** The type of a builder's argument. */
    TypeName argument(FieldType type) {
        return type instanceof Scalar(ScalarType scalar) ? scalar.argumentType() : javaType(type);
    }

    static AnnotationSpec generatedMark() {
        return AnnotationSpec.builder(Generated.class)
                .addMember("value", "$S", SchemaGenerator.class.getName())
                .build();
    }
}
