package dev.barista.schemagenerator;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;

import dev.barista.schemagenerator.FieldType.ListOf;
import dev.barista.schemagenerator.FieldType.MapOf;
import dev.barista.schemagenerator.FieldType.Named;
import dev.barista.schemagenerator.FieldType.Scalar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;

/** Writes the builder of a record. */
final class BuilderWriter {
    private final SourcePackage target;
    private final ClassName record;
    private final ClassName builder;
    private final List<Component> components;

    BuilderWriter(SourcePackage target, ClassName record, List<Component> components) {
        this.target = target;
        this.record = record;
        this.builder = record.nestedClass("Builder");
        this.components = components;
    }

    TypeSpec write() {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(builder)
                        .addJavadoc("Sets the fields of a {@link $T}. For one thread.", record)
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL);
        for (Component component : components) {
            type.addField(
                    target.nullable(component.type()), component.javaName(), Modifier.PRIVATE);
        }
        type.addField(
                        FieldSpec.builder(
                                        RecordWriter.UNKNOWN_FIELDS_TYPE,
                                        RecordWriter.UNKNOWN_FIELDS,
                                        Modifier.PRIVATE,
                                        Modifier.FINAL)
                                .initializer("new $T<>()", LinkedHashMap.class)
                                .build())
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        components.forEach(component -> methods(component).forEach(type::addMethod));
        return type.addMethod(unknownField()).addMethod(build()).build();
    }

    private Stream<MethodSpec> methods(Component component) {
        MethodSpec set = set(component);
        return switch (component.type()) {
            case Scalar(ScalarType scalar) when scalar == ScalarType.ANY ->
                    Stream.of(set, setObject(component));
            case Scalar scalar -> Stream.of(set);
            case Named named -> Stream.of(set);
            case ListOf(FieldType element, var length)
                    when target.argument(element).isPrimitive() ->
                    Stream.of(set);
            case ListOf(FieldType element, var length) -> Stream.of(set, add(component, element));
            case MapOf(ScalarType key, FieldType value) ->
                    Stream.of(set, put(component, key, value));
        };
    }

    private MethodSpec set(Component component) {
        return method(component, "Sets {@code $L}, since $L.")
                .addParameter(target.argument(component.type()), component.javaName())
                .addStatement("this.$1N = $1N", component.javaName())
                .addStatement("return this")
                .build();
    }

    private MethodSpec setObject(Component component) {
        return method(component, "Sets {@code $L}, since $L.")
                .addParameter(SchemaRuntime.SCHEMA_OBJECT, component.javaName())
                .addStatement("return $1N($2T.of($1N))", component.javaName(), SchemaRuntime.JSON)
                .build();
    }

    private MethodSpec add(Component component, FieldType element) {
        return method(component, "Adds to {@code $L}, since $L.")
                .addParameter(ArrayTypeName.of(target.javaType(element)), "added")
                .varargs()
                .addStatement(
                        "this.$1N = $2T.with(this.$1N, added)",
                        component.javaName(),
                        SchemaRuntime.SCHEMA_VALUES)
                .addStatement("return this")
                .build();
    }

    private MethodSpec put(Component component, ScalarType key, FieldType value) {
        TypeName valueType = target.argument(value);
        return method(component, "Adds to {@code $L}, since $L; replaces what has the same key.")
                .addParameter(key.argumentType(), "key")
                .addParameter(valueType, "value")
                .addStatement(
                        "this.$1N = $2T.with(this.$1N, key, value)",
                        component.javaName(),
                        SchemaRuntime.SCHEMA_VALUES)
                .addStatement("return this")
                .build();
    }

    private MethodSpec.Builder method(Component component, String description) {
        return MethodSpec.methodBuilder(component.javaName())
                .addJavadoc(CodeBlock.of(description, component.name(), component.since()))
                .addModifiers(Modifier.PUBLIC)
                .returns(builder);
    }

    private MethodSpec unknownField() {
        return MethodSpec.methodBuilder("unknownField")
                .addJavadoc("Adds a field that the schema does not know.")
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addParameter(String.class, "name")
                .addParameter(SchemaRuntime.JSON, "value")
                .addStatement("$N.put(name, value)", RecordWriter.UNKNOWN_FIELDS)
                .addStatement("return this")
                .build();
    }

    private MethodSpec build() {
        List<CodeBlock> arguments =
                Stream.concat(
                                components.stream().map(Component::javaName),
                                Stream.of(RecordWriter.UNKNOWN_FIELDS))
                        .map(name -> CodeBlock.of("$N", name))
                        .toList();
        return MethodSpec.methodBuilder("build")
                .addJavadoc(
                        "The record with the fields set so far.\n\n"
                                + "@throws IllegalArgumentException if a number is out of its"
                                + " range, or a known field among the unknown ones")
                .addModifiers(Modifier.PUBLIC)
                .returns(record)
                .addStatement("return new $T($L)", record, CodeBlock.join(arguments, ", "))
                .build();
    }
}
