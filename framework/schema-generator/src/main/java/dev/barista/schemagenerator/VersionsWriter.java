package dev.barista.schemagenerator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;

/** Writes the class with the versions of a schema. */
final class VersionsWriter {
    private static final Comparator<String> BY_NUMBERS =
            Comparator.comparingInt((String version) -> part(version, 0))
                    .thenComparingInt(version -> part(version, 1));

    private final SourcePackage target;
    private final Schema schema;

    VersionsWriter(SourcePackage target) {
        this.target = target;
        this.schema = target.schema();
    }

    TypeSpec write() {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(target.versions())
                        .addJavadoc(
                                "The versions of the $L schema, and the Windows each came with.",
                                schema.name())
                        .addAnnotation(SourcePackage.generatedMark())
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        Set<String> versions = versions();
        versions.forEach(version -> type.addField(constant(version)));
        return type.addField(all(versions))
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
                .build();
    }

    private FieldSpec constant(String version) {
        CodeBlock windows = windows(version);
        return FieldSpec.builder(SchemaRuntime.SCHEMA_RELEASE, JavaNames.version(version))
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Version $L.", version)
                .initializer(
                        "new $T(new $T($L, $L), $L)",
                        SchemaRuntime.SCHEMA_RELEASE,
                        SchemaRuntime.SCHEMA_VERSION,
                        part(version, 0),
                        part(version, 1),
                        windows)
                .build();
    }

    /**
     * The release of the version or, as it includes all before it, of the next one that has one.
     */
    private CodeBlock windows(String version) {
        NavigableMap<String, String> releases = new TreeMap<>(BY_NUMBERS);
        releases.putAll(schema.releases());
        Map.Entry<String, String> release = releases.ceilingEntry(version);
        return release == null ? CodeBlock.of("null") : CodeBlock.of("$S", release.getValue());
    }

    private static FieldSpec all(Set<String> versions) {
        List<CodeBlock> constants =
                versions.stream()
                        .map(version -> CodeBlock.of("$N", JavaNames.version(version)))
                        .toList();
        return FieldSpec.builder(
                        ParameterizedTypeName.get(
                                ClassName.get(List.class), SchemaRuntime.SCHEMA_RELEASE),
                        "ALL")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("All of them, in order.")
                .initializer("$T.of($L)", List.class, CodeBlock.join(constants, ", "))
                .build();
    }

    private Set<String> versions() {
        Set<String> versions = new TreeSet<>(BY_NUMBERS);
        versions.addAll(schema.releases().keySet());
        schema.types().values().stream().flatMap(VersionsWriter::since).forEach(versions::add);
        return versions;
    }

    private static Stream<String> since(Schema.Type type) {
        return switch (type) {
            case Schema.ObjectType(var fields) -> fields.values().stream().map(Schema.Field::since);
            case Schema.EnumType(var values) -> values.values().stream();
        };
    }

    private static int part(String version, int index) {
        return Integer.parseInt(version.split("\\.", -1)[index]);
    }
}
