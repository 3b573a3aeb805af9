package dev.barista.qemu;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A program for the guest, as C sources: it is compiled for the guest where it is used, so that
 * neither its author nor its user needs a compiler. It may use the C library (musl) and the Linux
 * kernel's headers; the compiler is tcc, which knows C99 and much of C11, but no stdatomic.h.
 *
 * @param name the command's name in the guest: lower-case letters, digits and hyphens
 * @param sources the text of every file by its name; all {@code .c} files are compiled, and find
 *     the {@code .h} files beside them
 */
public record GuestProgram(String name, Map<String, String> sources) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-]+\\.[ch]");

    /**
     * Checks the names and copies the sources.
     *
     * @throws IllegalArgumentException for another form of name, or without a {@code .c} file
     */
    public GuestProgram {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' can't name a guest program: use lower-case letters, digits and hyphens"
                            .formatted(name));
        }
        for (String file : sources.keySet()) {
            if (!FILE_NAME.matcher(file).matches()) {
                throw new IllegalArgumentException(
                        "'%s' can't name a source of %s: it has to be a .c or .h file, no folder"
                                .formatted(file, name));
            }
        }
        if (sources.keySet().stream().noneMatch(file -> file.endsWith(".c"))) {
            throw new IllegalArgumentException(name + " has no .c file");
        }
        sources = Map.copyOf(sources);
    }

    /** The sources in the order of their names. */
    SortedMap<String, String> sortedSources() {
        return new TreeMap<>(sources);
    }
}
