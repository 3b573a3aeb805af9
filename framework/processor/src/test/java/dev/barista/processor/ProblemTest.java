package dev.barista.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barista.processor.findings.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every mistake is a compile error with its code, on the line where it was made. */
class ProblemTest {
    @TempDir Path output;

    @ParameterizedTest
    @EnumSource
    void isReportedOnTheLinesThatTheSourceMarksAndNowhereElse(Problem problem) {
        ProblemSource source = ProblemSource.of(problem);

        Compilation compilation = source.compile(output);

        assertThat(ProblemSource.actual(compilation))
                .containsExactlyInAnyOrderElementsOf(source.expected())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.code()).isEqualTo(problem.code()));
    }

    @Test
    void everyMustFailSourceBelongsToAProblem() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(getClass().getResource("/problems")).toURI());
        List<String> codes = Arrays.stream(Problem.values()).map(Problem::code).toList();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".java", "")))
                    .containsExactlyInAnyOrderElementsOf(codes);
        }
    }

    @Test
    void codesAreThreeLettersAndTwoDigitsAndUnique() {
        assertThat(Arrays.stream(Problem.values()).map(Problem::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z]{3}[0-9]{2}"));
    }
}
