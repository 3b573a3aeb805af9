package dev.barista.schemagenerator;

import com.palantir.javapoet.CodeBlock;

import dev.barista.schemagenerator.FieldType.ListOf;
import dev.barista.schemagenerator.FieldType.MapOf;
import dev.barista.schemagenerator.FieldType.Named;
import dev.barista.schemagenerator.FieldType.Scalar;

/** What is done to one component in the methods of its record. */
final class ComponentCode {
    private final SourcePackage target;
    private final Component component;

    ComponentCode(SourcePackage target, Component component) {
        this.target = target;
        this.component = component;
    }

    /** Reads it from {@code in}. */
    CodeBlock read() {
        return switch (component.type()) {
            case Scalar(ScalarType scalar) -> CodeBlock.of("in.$N()", scalar.reader());
            case Named named -> CodeBlock.of("in.$L", named(named));
            case ListOf(FieldType element, var length) ->
                    length.isPresent()
                            ? CodeBlock.of("in.list($L, $L)", length.getAsInt(), reader(element))
                            : CodeBlock.of("in.list($L)", reader(element));
            case MapOf(ScalarType key, FieldType value) ->
                    CodeBlock.of(
                            "in.map($T::$N, $L)",
                            SchemaRuntime.SCHEMA_READER,
                            key.keyReader(),
                            reader(value));
        };
    }

    private CodeBlock reader(FieldType element) {
        return switch (element) {
            case Scalar(ScalarType scalar) ->
                    CodeBlock.of("$T::$N", SchemaRuntime.SCHEMA_READER, scalar.reader());
            case Named named -> CodeBlock.of("each -> each.$L", named(named));
            case ListOf list -> throw nested();
            case MapOf map -> throw nested();
        };
    }

    private CodeBlock named(Named named) {
        return target.isEnum(named)
                ? CodeBlock.of("enumeration($T::new)", target.type(named.name()))
                : CodeBlock.of("object($T::read)", target.type(named.name()));
    }

    /** Checks the ranges of numbers, and copies what can change. */
    CodeBlock checkedCopy() {
        return switch (component.type()) {
            case Scalar(ScalarType scalar) -> check(scalar, "$N");
            case Named named -> CodeBlock.of("");
            case ListOf(FieldType element, var length) -> copied(checkEach(element, "$N"));
            case MapOf(ScalarType key, FieldType value) ->
                    copied(
                            CodeBlock.builder()
                                    .add(check(key, "$N.keySet()"))
                                    .add(checkEach(value, "$N.values()"))
                                    .build());
        };
    }

    private CodeBlock copied(CodeBlock checks) {
        return CodeBlock.builder()
                .beginControlFlow("if ($N != null)", component.javaName())
                .add(checks)
                .addStatement(
                        "$1N = $2T.copy($1N)", component.javaName(), SchemaRuntime.SCHEMA_VALUES)
                .endControlFlow()
                .build();
    }

    private CodeBlock checkEach(FieldType element, String values) {
        return element instanceof Scalar(ScalarType scalar)
                ? check(scalar, values)
                : CodeBlock.of("");
    }

    private CodeBlock check(ScalarType scalar, String value) {
        if (scalar.max().isEmpty()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .addStatement(
                        "$T.check($S, $LL, " + value + ")",
                        SchemaRuntime.SCHEMA_VALUES,
                        component.name(),
                        scalar.max().getAsLong(),
                        component.javaName())
                .build();
    }

    /** As a {@code FieldVisitor} is shown it. */
    CodeBlock shown() {
        boolean unsigned =
                switch (component.type()) {
                    case Scalar(ScalarType scalar) -> scalar == ScalarType.UINT64;
                    case Named named -> false;
                    case ListOf(FieldType element, var length) ->
                            element.equals(new Scalar(ScalarType.UINT64));
                    case MapOf(ScalarType key, FieldType value) -> key == ScalarType.UINT64;
                };
        return unsigned
                ? CodeBlock.of("$T.unsigned($N)", SchemaRuntime.SCHEMA_VALUES, component.javaName())
                : CodeBlock.of("$N", component.javaName());
    }

    private IllegalArgumentException nested() {
        return new IllegalArgumentException(component.name() + ": a list or map in another");
    }
}
