package dev.barista.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The sources of the whole reactor, whichever modules are being built. */
final class SourceTree {
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    private static final Path ROOT = Path.of(System.getProperty("barista.root")).normalize();

    /** A source file, in lines. */
    record Source(Path file, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }

        String name() {
            return file.getFileName().toString();
        }

        /** For messages: the path in the tree, and a line's number. */
        String at(int line) {
            return ROOT.relativize(file) + ":" + (line + 1);
        }

        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }

    private SourceTree() {}

    /** The folders of the reactor's Java modules. */
    static List<Path> modules() {
        return MODULE.matcher(read(ROOT.resolve("pom.xml")).text())
                .results()
                .map(MatchResult::group)
                .map(element -> element.replaceAll("</?module>", ""))
                .map(ROOT::resolve)
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .toList();
    }

    /** Those that others use; benchmarks run on the class path, as JMH and jcstress want it. */
    static List<Path> libraries() {
        return modules().stream()
                .filter(module -> !module.startsWith(ROOT.resolve("benchmarks")))
                .toList();
    }

    /** Every Java source of the reactor's modules that is not a test's. */
    static List<Source> mainSources() {
        return modules().stream()
                .flatMap(module -> sources(module.resolve("src/main/java")).stream())
                .toList();
    }

    /** Every Java source of the reactor's modules. */
    static List<Source> allSources() {
        return modules().stream()
                .flatMap(module -> sources(module.resolve("src")).stream())
                .toList();
    }

    static List<Source> sources(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    // Sources that a test compiles, and expects to fail.
                    .filter(file -> !file.toString().contains("/src/test/resources/"))
                    .map(SourceTree::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path file) {
        try {
            return new Source(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
