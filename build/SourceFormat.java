import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks or applies google-java-format (AOSP style) to every Java source below a folder.
 *
 * <p>Arguments: {@code check | apply}, then the folder. Run by the root pom.
 */
public final class SourceFormat {
    /** Must-fail sources of the annotation processor, whose layout is part of what they test. */
    private static final String MUST_FAIL_SOURCES = "/src/test/resources/";

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
            String after = formatter.formatSourceAndFixImports(before);
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
