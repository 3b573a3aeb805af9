package dev.barista.standins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** No export of Hyper-V's libraries is missing in those that stand in for them. */
@StandInTest
class ExportsTest {
    @Test
    @SuppressWarnings("restricted") // tests of native functions look them up
    void everyFunctionIsExported(StandIns standIns) throws IOException {
        List<String> missing = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            for (String export : exports()) {
                String[] parts = export.split(" ", 2);
                SymbolLookup library =
                        SymbolLookup.libraryLookup(standIns.folder().resolve(parts[0]), arena);
                if (library.find(parts[1]).isEmpty()) {
                    missing.add(export);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    /** Of the headers 129 functions, and 27 exports without a header. */
    @Test
    void theListIsWhole() throws IOException {
        assertThat(exports()).hasSize(59 + 43 + 14 + 13 + 8 + 14 + 5);
    }

    private static List<String> exports() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(ExportsTest.class.getResourceAsStream("exports.txt"))) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
