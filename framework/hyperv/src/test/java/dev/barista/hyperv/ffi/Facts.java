package dev.barista.hyperv.ffi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables of facts about Windows' headers, collected by hand; a line is a row of columns. */
public final class Facts {
    private Facts() {}

    /** The rows of a table beside this class. */
    public static List<String[]> rows(String table) {
        try (InputStream stream = Facts.class.getResourceAsStream(table);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(stream, table),
                                        StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
