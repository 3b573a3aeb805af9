package dev.barista.schemagenerator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.lang.model.element.Modifier;

/** Writes an enumeration: a record round the value's text, with a constant for each known value. */
final class EnumWriter {
    private final SourcePackage target;
    private final String name;
    private final ClassName type;
    private final Map<String, String> values;

    EnumWriter(SourcePackage target, String name, Schema.EnumType facts) {
        this.target = target;
        this.name = name;
        this.type = target.type(name);
        this.values = facts.values();
    }

    TypeSpec write() {
        TypeSpec.Builder record =
                TypeSpec.recordBuilder(type)
                        .addJavadoc("{@code $L} of the $L schema.", name, target.schema().name())
                        .addAnnotation(SourcePackage.generatedMark())
                        .addModifiers(Modifier.PUBLIC)
                        .addSuperinterface(SchemaRuntime.SCHEMA_ENUM)
                        .recordConstructor(
                                MethodSpec.compactConstructorBuilder()
                                        .addModifiers(Modifier.PUBLIC)
                                        .addParameter(String.class, "text")
                                        .addParameter(boolean.class, "isNumber")
                                        .addStatement(
                                                "$T.checkEnum(text, isNumber)",
                                                SchemaRuntime.SCHEMA_VALUES)
                                        .build());
        values.forEach((value, since) -> record.addField(constant(value, since)));
        return record.addMethod(ofText())
                .addMethod(ofNumber())
                .addMethod(since())
                .addMethod(text())
                .build();
    }

    private FieldSpec constant(String value, String since) {
        return FieldSpec.builder(type, JavaNames.constant(value))
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("{@code $L}, since $L.", value, since)
                .initializer("new $T($S, false)", type, value)
                .build();
    }

    private MethodSpec ofText() {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("The value with a name, which the schema need not know.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(String.class, "text")
                .addStatement("return new $T(text, false)", type)
                .build();
    }

    private MethodSpec ofNumber() {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("The value that is written as a number.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(long.class, "number")
                .addStatement("return new $T($T.toString(number), true)", type, Long.class)
                .build();
    }

    private MethodSpec since() {
        CodeBlock.Builder cases = CodeBlock.builder().add("return switch (text) {\n").indent();
        bySince()
                .forEach(
                        (since, names) ->
                                cases.add(
                                        "case $L -> $L;\n",
                                        CodeBlock.join(names, ", "),
                                        target.version(since)));
        cases.add("default -> null;\n").unindent().add("};\n");
        return MethodSpec.methodBuilder("since")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(SourcePackage.nullable(SchemaRuntime.SCHEMA_RELEASE))
                .addCode(cases.build())
                .build();
    }

    private Map<String, List<CodeBlock>> bySince() {
        Map<String, List<CodeBlock>> names = new LinkedHashMap<>();
        values.forEach(
                (value, since) ->
                        names.computeIfAbsent(since, version -> new ArrayList<>())
                                .add(CodeBlock.of("$S", value)));
        return names;
    }

    private static MethodSpec text() {
        return MethodSpec.methodBuilder("toString")
                .addJavadoc("The {@link #text}.")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return text")
                .build();
    }
}
