package dev.barista.schemagenerator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;

import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.Modifier;

/** Writes an object: a record with a component for each field, and one for unknown fields. */
final class RecordWriter {
    static final String UNKNOWN_FIELDS = "unknownFields";
    static final TypeName UNKNOWN_FIELDS_TYPE =
            ParameterizedTypeName.get(
                    ClassName.get(Map.class), ClassName.get(String.class), SchemaRuntime.JSON);

    private static final String FIELD_NAMES = "FIELD_NAMES";

    private final SourcePackage target;
    private final String name;
    private final ClassName type;
    private final ClassName builder;
    private final List<Component> components;

    RecordWriter(SourcePackage target, String name, Schema.ObjectType facts) {
        this.target = target;
        this.name = name;
        this.type = target.type(name);
        this.builder = type.nestedClass("Builder");
        this.components = Component.all(facts);
    }

    TypeSpec write() {
        return TypeSpec.recordBuilder(type)
                .addJavadoc(description())
                .addAnnotation(SourcePackage.generatedMark())
                .addModifiers(Modifier.PUBLIC)
                .addSuperinterface(SchemaRuntime.SCHEMA_OBJECT)
                .addField(fieldNames())
                .recordConstructor(constructor())
                .addMethod(builderMethod())
                .addMethod(fromJson())
                .addMethod(read())
                .addMethod(toBuilder())
                .addMethod(forEachField())
                .addMethod(text())
                .addType(new BuilderWriter(target, type, components).write())
                .build();
    }

    private CodeBlock description() {
        CodeBlock.Builder text =
                CodeBlock.builder()
                        .add("{@code $L} of the $L schema.\n\n", name, target.schema().name());
        for (Component component : components) {
            text.add(
                    "@param $L {@code $L}, since $L\n",
                    component.javaName(),
                    component.name(),
                    component.since());
        }
        return text.add("@param $L fields that the schema does not know", UNKNOWN_FIELDS).build();
    }

    private FieldSpec fieldNames() {
        List<CodeBlock> names =
                components.stream().map(component -> CodeBlock.of("$S", component.name())).toList();
        return FieldSpec.builder(
                        ParameterizedTypeName.get(Set.class, String.class),
                        FIELD_NAMES,
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("$T.of($L)", Set.class, CodeBlock.join(names, ", "))
                .build();
    }

    private MethodSpec constructor() {
        MethodSpec.Builder constructor =
                MethodSpec.compactConstructorBuilder()
                        .addJavadoc(
                                "@throws IllegalArgumentException if a number is out of its range,"
                                        + " or a known field among the unknown ones")
                        .addModifiers(Modifier.PUBLIC);
        for (Component component : components) {
            constructor.addParameter(target.nullable(component.type()), component.javaName());
            constructor.addCode(new ComponentCode(target, component).checkedCopy());
        }
        return constructor
                .addParameter(UNKNOWN_FIELDS_TYPE, UNKNOWN_FIELDS)
                .addStatement(
                        "$1N = $2T.unknown($1N, $3N)",
                        UNKNOWN_FIELDS,
                        SchemaRuntime.SCHEMA_VALUES,
                        FIELD_NAMES)
                .build();
    }

    private MethodSpec builderMethod() {
        return MethodSpec.methodBuilder("builder")
                .addJavadoc("A builder without any field.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(builder)
                .addStatement("return new $T()", builder)
                .build();
    }

    private MethodSpec fromJson() {
        return MethodSpec.methodBuilder("fromJson")
                .addJavadoc(
                        "Reads a document.\n\n@throws $T if it is no JSON, or a value is not of"
                                + " its field's type",
                        SchemaRuntime.SCHEMA_EXCEPTION)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(String.class, "json")
                .addStatement(
                        "return $T.read(json, in -> in.object($T::read))",
                        SchemaRuntime.SCHEMA_READER,
                        type)
                .build();
    }

    private MethodSpec read() {
        CodeBlock.Builder cases = CodeBlock.builder();
        for (Component component : components) {
            cases.add(
                    "case $S -> to.$N = $L;\n",
                    component.name(),
                    component.javaName(),
                    new ComponentCode(target, component).read());
        }
        return MethodSpec.methodBuilder("read")
                .addModifiers(Modifier.STATIC)
                .returns(type)
                .addParameter(SchemaRuntime.SCHEMA_READER, "in")
                .addStatement("$1T to = new $1T()", builder)
                .beginControlFlow(
                        "for (String name = in.nextField(); name != null; name = in.nextField())")
                .beginControlFlow("switch (name)")
                .addCode(cases.build())
                .addCode("default -> to.unknownField(name, in.json());\n")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return to.build()")
                .build();
    }

    private MethodSpec toBuilder() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("toBuilder")
                        .addJavadoc("A builder with all fields of this.")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(builder)
                        .addStatement("$1T to = new $1T()", builder);
        for (Component component : components) {
            method.addStatement("to.$1N = $1N", component.javaName());
        }
        return method.addStatement("to.$1N.putAll($1N)", UNKNOWN_FIELDS)
                .addStatement("return to")
                .build();
    }

    private MethodSpec forEachField() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("forEachField")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(SchemaRuntime.FIELD_VISITOR, "visitor");
        for (Component component : components) {
            method.addStatement(
                    "visitor.field($S, $L, $L)",
                    component.name(),
                    target.version(component.since()),
                    new ComponentCode(target, component).shown());
        }
        return method.build();
    }

    private static MethodSpec text() {
        return MethodSpec.methodBuilder("toString")
                .addJavadoc("The document.")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return toJson()")
                .build();
    }
}
