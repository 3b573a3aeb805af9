package dev.barista.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.architecture.SourceTree.Source;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the compiler and its plugins don't check. */
class SourceConventionsTest {
    private static final Set<String> BANNED_WORDS =
            Set.of("util", "utils", "common", "commons", "helper", "helpers", "manager", "impl");

    /** A base address register is a term of PCI; any other base is not. */
    private static final Pattern BASE = Pattern.compile("Base(?!Address)(?=[A-Z]|$)");

    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[_.-]");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|record|enum|@interface) ([A-Z]\\w*)");
    private static final Pattern NATIVE_CALL =
            Pattern.compile(
                    "\\.(?:invokeExact|reinterpret|downcallHandle|upcallStub|libraryLookup)\\(");

    @Test
    void everyModuleHasADescriptor() {
        assertThat(SourceTree.libraries())
                .allSatisfy(
                        module ->
                                assertThat(module.resolve("src/main/java/module-info.java"))
                                        .isRegularFile());
    }

    @Test
    void everyPackageSaysWhatItIsAndThatNothingIsNull() {
        List<Path> packages =
                SourceTree.mainSources().stream()
                        .filter(source -> !source.name().equals("module-info.java"))
                        .map(source -> source.file().getParent())
                        .distinct()
                        .toList();

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(
                        folder ->
                                assertThat(folder.resolve("package-info.java"))
                                        .content()
                                        .startsWith("/**")
                                        .contains("@NullMarked\npackage "));
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> bad = new ArrayList<>();
        for (Source source : SourceTree.allSources()) {
            TYPE.matcher(code(source))
                    .results()
                    .map(match -> match.group(1))
                    .filter(SourceConventionsTest::isBanned)
                    .forEach(name -> bad.add(name + " in " + source));
            for (Path folder : source.file().getParent()) {
                if (BANNED_WORDS.contains(folder.toString()) || folder.toString().equals("base")) {
                    bad.add(folder + " in " + source);
                }
            }
        }

        assertThat(bad).isEmpty();
    }

    @Test
    void everySuppressedWarningHasItsReason() {
        List<String> unexplained = new ArrayList<>();
        for (Source source : SourceTree.allSources()) {
            for (int i = 0; i < source.lines().size(); i++) {
                String line = source.lines().get(i).strip();
                if (line.startsWith("@SuppressWarnings(")
                        && !line.contains("// ")
                        && !commentAbove(source, i).contains("//")) {
                    unexplained.add(source.at(i));
                }
            }
        }

        assertThat(unexplained).isEmpty();
    }

    @Test
    void everyNativeCallHasItsInvariantAboveIt() {
        List<String> bare = new ArrayList<>();
        int calls = 0;
        for (Source source : SourceTree.mainSources()) {
            for (int i = 0; i < source.lines().size(); i++) {
                if (!isInFfiPackage(source) || !NATIVE_CALL.matcher(source.lines().get(i)).find()) {
                    continue;
                }
                calls++;
                if (!commentAbove(source, statement(source, i)).contains("// UNSAFETY: ")) {
                    bare.add(source.at(i));
                }
            }
        }

        assertThat(calls).isPositive();
        assertThat(bare).isEmpty();
    }

    @Test
    void packagesWithNativeCallsAreNotExported() throws Exception {
        for (Path module : SourceTree.libraries()) {
            String descriptor = Files.readString(module.resolve("src/main/java/module-info.java"));

            assertThat(descriptor).doesNotContainPattern("(exports|opens) [\\w.]+\\.ffi\\b");
        }
    }

    private static boolean isInFfiPackage(Source source) {
        return source.file().getParent().endsWith("ffi");
    }

    private static boolean isBanned(String name) {
        return BASE.matcher(name).find()
                || Arrays.stream(WORDS.split(name))
                        .map(word -> word.toLowerCase(java.util.Locale.ROOT))
                        .anyMatch(BANNED_WORDS::contains);
    }

    /** The text without comments, in which anything may be said. */
    private static String code(Source source) {
        return source.text().replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    /** The first line of the statement that a line belongs to. */
    private static int statement(Source source, int line) {
        int first = line;
        while (first > 0 && !endsBefore(source.lines().get(first - 1).strip())) {
            first--;
        }
        return first;
    }

    private static boolean endsBefore(String line) {
        return line.isEmpty()
                || line.startsWith("//")
                || line.endsWith(";")
                || line.endsWith("{")
                || line.endsWith("}")
                || line.endsWith("*/");
    }

    /** The comment lines just above a line. */
    private static String commentAbove(Source source, int line) {
        StringBuilder comment = new StringBuilder();
        for (int i = line - 1; i >= 0; i--) {
            String above = source.lines().get(i).strip();
            if (!above.startsWith("//") && !above.startsWith("@")) {
                break;
            }
            comment.insert(0, above + "\n");
        }
        return comment.toString();
    }
}
