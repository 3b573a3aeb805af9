package dev.barista.processor;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One run of javac with the processor, all lints on and warnings as errors, as an author's strict
 * build would have it.
 */
final class Compilation {
    private static final Pattern PUBLIC_NAME =
            Pattern.compile("(?m)^(?:public )?(?:final |abstract )*(?:class|record) (\\w+)");

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** Shared, for it keeps the indices of the JDK's and the libraries' files. */
    private static final StandardJavaFileManager FILES =
            JAVAC.getStandardFileManager(null, Locale.ROOT, null);

    private final Path output;
    private final List<Diagnostic<? extends JavaFileObject>> diagnostics;

    private Compilation(Path output, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        this.output = output;
        this.diagnostics = diagnostics;
    }

    /**
     * Compiles sources, of which one may be a module descriptor, into a folder. Without a
     * descriptor what is in the folder already can be used by the sources.
     */
    static Compilation of(Path output, String... sources) {
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        boolean modular = Stream.of(sources).anyMatch(Compilation::isDescriptor);
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--release", "22", "-Xlint:all,-processing", "-Werror"));
        arguments.addAll(List.of("-Xdoclint:all,-missing", "-d", output.toString()));
        if (modular) {
            arguments.addAll(List.of("--module-path", libraries()));
        } else {
            arguments.addAll(List.of("--class-path", output + File.pathSeparator + libraries()));
        }
        JavaCompiler.CompilationTask task =
                JAVAC.getTask(
                        new StringWriter(),
                        FILES,
                        collector,
                        arguments,
                        null,
                        Stream.of(sources).map(Source::new).toList());
        task.setProcessors(List.of(new DeviceProcessor()));
        task.call();
        return new Compilation(output, collector.getDiagnostics());
    }

    /** What the tests themselves run with: the SPI, and what it needs. */
    private static String libraries() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static boolean isDescriptor(String source) {
        return source.startsWith("module ");
    }

    /** Where classes and generated sources are. */
    Path output() {
        return output;
    }

    /** Errors and warnings. */
    List<Diagnostic<? extends JavaFileObject>> diagnostics() {
        return diagnostics;
    }

    /** A generated source. */
    String generated(String name) {
        try {
            return Files.readString(output.resolve(name.replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source in memory, named by the type it declares first. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:///" + name(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        private static String name(String text) {
            if (isDescriptor(text)) {
                return "module-info";
            }
            Matcher name = PUBLIC_NAME.matcher(text);
            if (!name.find()) {
                throw new IllegalArgumentException("no type in:\n" + text);
            }
            return name.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
