package dev.barista.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the README and the guide show is compiled, and where they point to exists. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("barista.root"));
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");

    /** Generated from sources that must not compile, by a test of the processor. */
    private static final Path CATALOGUE = Path.of("problems.md");

    /** What stands for whatever was left out. */
    private static final String ELLIPSIS = "…";

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaBlockStandsInACompiledSource(Path page) throws IOException {
        String sources = compiledSources();

        for (String block : matches(JAVA_BLOCK, page)) {
            for (String part : block.split(ELLIPSIS, -1)) {
                assertThat(sources.contains(lines(part)))
                        .as("%s: no compiled source has%n%s", page, part)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        for (String link : matches(LINK, page)) {
            assertThat(page.resolveSibling(link).normalize()).exists();
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("framework/docs"))) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md"))
                            .filter(file -> !file.endsWith(CATALOGUE))
                            .collect(Collectors.toCollection(ArrayList::new));
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    private static String compiledSources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("devices", "samples", "framework")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> file.toString().contains("/src/"))
                        .filter(file -> !file.toString().contains("/src/test/resources/"))
                        .map(file -> lines(read(file)))
                        .forEach(sources::add);
            }
        }
        return String.join("\n", sources);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text's lines without indentation and without empty ones. */
    private static String lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> matches(Pattern pattern, Path page) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(Files.readString(page));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
