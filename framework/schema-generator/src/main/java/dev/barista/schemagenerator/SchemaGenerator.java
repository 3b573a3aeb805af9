package dev.barista.schemagenerator;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the sources of a schema. Files that would not change are left alone, so that nothing is
 * compiled again for them, and files of types that are no longer there are deleted.
 *
 * <p>Arguments: a folder for sources, then any number of pairs of a file of facts and a package.
 */
public final class SchemaGenerator {
    private SchemaGenerator() {}

    /** Called by the build. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length % 2 == 0) {
            throw new IllegalArgumentException("a folder, and pairs of a file and a package");
        }
        Path folder = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i += 2) {
            write(SchemaFile.read(Path.of(arguments[i])), arguments[i + 1], folder);
        }
    }

    /** Writes the sources of one package. */
    static void write(Schema schema, String packageName, Path folder) throws IOException {
        SourcePackage target = new SourcePackage(schema, packageName);
        Path packageFolder = folder.resolve(packageName.replace('.', '/'));
        Files.createDirectories(packageFolder);
        Set<Path> written = new HashSet<>();
        written.add(write(new VersionsWriter(target).write(), target, packageFolder));
        for (var type : schema.types().entrySet()) {
            TypeSpec source =
                    switch (type.getValue()) {
                        case Schema.ObjectType facts ->
                                new RecordWriter(target, type.getKey(), facts).write();
                        case Schema.EnumType facts ->
                                new EnumWriter(target, type.getKey(), facts).write();
                    };
            if (!written.add(write(source, target, packageFolder))) {
                throw new IllegalArgumentException("two types are named " + source.name());
            }
        }
        deleteOthers(packageFolder, written);
    }

    private static Path write(TypeSpec type, SourcePackage target, Path folder) throws IOException {
        String source =
                JavaFile.builder(target.name(), type)
                        .skipJavaLangImports(true)
                        .indent("    ")
                        .build()
                        .toString();
        Path file = folder.resolve(type.name() + ".java");
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
            Files.writeString(file, source);
        }
        return file;
    }

    private static void deleteOthers(Path folder, Set<Path> written) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !written.contains(file)).toList()) {
                Files.delete(file);
            }
        }
    }
}
