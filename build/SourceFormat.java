import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks or applies google-java-format (AOSP style) to every Java source below a folder.
 *
 * <p>Arguments: {@code check | apply}, then the folder. Run by the root pom.
 */
public final class SourceFormat {
    /** Must-fail sources of the annotation processor, whose layout is part of what they test. */
    private static final String MUST_FAIL_SOURCES = "/src/test/resources/";

    private static final int COLUMNS = 100;

    /** A register's annotation alone on its line, and the field behind it. */
    private static final Pattern ANNOTATED_FIELD =
            Pattern.compile(
                    "( +@(?:Register|Saved|Parameter|Transient)(?:\\(.*\\))?)\n +([^@\n]*;)\n");

    public static void main(String[] args) throws Exception {
        boolean apply =
                switch (args[0]) {
                    case "apply" -> true;
                    case "check" -> false;
                    default ->
                            throw new IllegalArgumentException(
                                    "-Dformat=check|apply, not " + args[0]);
                };
        Formatter formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        int unformatted = 0;
        for (Path source : sources(Path.of(args[1]))) {
            String before = Files.readString(source);
            String after =
                    ANNOTATED_FIELD
                            .matcher(formatter.formatSourceAndFixImports(before))
                            .replaceAll(SourceFormat::onOneLine);
            if (before.equals(after)) {
                continue;
            }
            if (apply) {
                Files.writeString(source, after);
            } else {
                unformatted++;
                System.err.println("not formatted: " + source);
            }
        }
        if (unformatted > 0) {
            System.err.println(
                    unformatted
                            + " file(s) not formatted; run: mvn -N process-sources -Dformat=apply");
            System.exit(1);
        }
    }

    /** Registers read as a table: annotation and field on one line where they fit. */
    private static String onOneLine(MatchResult lines) {
        String joined = lines.group(1) + " " + lines.group(2);
        return Matcher.quoteReplacement(joined.length() <= COLUMNS ? joined + "\n" : lines.group());
    }

    private static List<Path> sources(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().replace('\\', '/').contains("/target/"))
                    .filter(file -> !file.toString().replace('\\', '/').contains(MUST_FAIL_SOURCES))
                    .sorted()
                    .toList();
        }
    }
}
