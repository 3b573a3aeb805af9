package dev.barista.processor.writers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A Java source under construction. Lines are indented by the braces they open and close; a type
 * named through {@link #type} is imported.
 */
final class SourceText {
    private static final String INDENT = "    ";
    private static final Pattern LITERAL = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern STANDS_ALONE = Pattern.compile("^(@|/|\\*)|[;{}]$");

    private final String packageName;
    private final SortedSet<String> imports = new TreeSet<>();
    private final StringBuilder body = new StringBuilder();
    private int depth;
    private boolean continued;

    /** Parentheses open at the end of the last line, and before each line that left some open. */
    private int parentheses;

    private final Deque<Integer> unclosed = new ArrayDeque<>();

    SourceText(String packageName) {
        this.packageName = packageName;
    }

    /** The simple name of a type that this source imports from now on. */
    String type(Class<?> type) {
        imports.add(type.getCanonicalName());
        return type.getSimpleName();
    }

    /** Adds lines, formatted as a whole; their own indentation does not matter. */
    // Error Prone's annotation for such methods would be a dependency of its own.
    @SuppressWarnings("AnnotateFormatMethod")
    SourceText add(String format, Object... args) {
        String text = args.length == 0 ? format : format.formatted(args);
        text.lines().forEach(this::line);
        return this;
    }

    /** Adds an empty line. */
    SourceText gap() {
        body.append('\n');
        return this;
    }

    private void line(String line) {
        String content = line.strip();
        if (content.isEmpty()) {
            gap();
            return;
        }
        if (content.startsWith("}")) {
            depth--;
        }
        int continuation = continued ? 2 * Math.max(1, unclosed.size()) : 0;
        body.append(INDENT.repeat(depth + continuation))
                .append(content.startsWith("*") ? " " : "")
                .append(content)
                .append('\n');
        if (content.endsWith("{")) {
            depth++;
        }
        continued = !STANDS_ALONE.matcher(content).find();
        followParentheses(LITERAL.matcher(content).replaceAll(""));
    }

    private void followParentheses(String line) {
        int before = parentheses;
        for (int i = 0; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                default -> {}
            }
        }
        if (parentheses > before) {
            unclosed.push(before);
        }
        while (!unclosed.isEmpty() && unclosed.getFirst() >= parentheses) {
            unclosed.pop();
        }
    }

    /** The whole source. */
    @Override
    public String toString() {
        StringBuilder source = new StringBuilder();
        if (!packageName.isEmpty()) {
            source.append("package ").append(packageName).append(";\n\n");
        }
        imports.forEach(name -> source.append("import ").append(name).append(";\n"));
        return source.append(imports.isEmpty() ? "" : "\n").append(body).toString();
    }
}
