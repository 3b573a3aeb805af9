package dev.barista.processor;

import dev.barista.processor.findings.Problem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;

/**
 * The must-fail source of a problem: a comment {@code // error: CODE} marks each line that must
 * fail, and a first line {@code // module-info: …} gives a descriptor to compile with it.
 */
record ProblemSource(Problem problem, String text) {
    private static final Pattern EXPECTED = Pattern.compile("// error: (\\w+)");
    private static final String DESCRIPTOR = "// module-info: ";

    /** An error and the line it is on. */
    record Failure(long line, String code) {}

    static ProblemSource of(Problem problem) {
        String file = "/problems/" + problem.code() + ".java";
        try (InputStream in = ProblemSource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("no must-fail source src/test/resources" + file);
            }
            return new ProblemSource(
                    problem, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    /** The failures that the source asks for. */
    List<Failure> expected() {
        List<Failure> expected = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = EXPECTED.matcher(lines.get(i));
            if (mark.find()) {
                expected.add(new Failure(i + 1, mark.group(1)));
            }
        }
        return expected;
    }

    Compilation compile(Path output) {
        return text.startsWith(DESCRIPTOR)
                ? Compilation.of(
                        output,
                        text,
                        text.lines().findFirst().orElseThrow().replace(DESCRIPTOR, ""))
                : Compilation.of(output, text);
    }

    /** The failures that a compilation had; errors of javac itself are among them, by message. */
    static List<Failure> actual(Compilation compilation) {
        return compilation.diagnostics().stream()
                .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                .map(it -> new Failure(it.getLineNumber(), code(it.getMessage(null))))
                .toList();
    }

    private static String code(String message) {
        return message.matches("(?s)[A-Z]{3}\\d\\d: .*") ? message.substring(0, 5) : message;
    }

    /** The source as a reader of the catalogue sees it: no imports, no marks. */
    String example() {
        return text.replaceAll("(?m)^(import .*|package .*|// module-info: .*)\n", "")
                .replaceAll(" *// error: \\w+", "")
                .strip();
    }
}
