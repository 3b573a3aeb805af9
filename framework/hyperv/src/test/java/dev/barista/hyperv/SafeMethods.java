package dev.barista.hyperv;

import dev.barista.hyperv.ffi.Facts;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which method of the safe layer calls which function: {@code safe-methods.tsv}. */
final class SafeMethods {
    private static final Map<String, String> METHODS =
            Facts.rows("safe-methods.tsv").stream()
                    .collect(Collectors.toMap(row -> row[0], row -> row[1]));

    private SafeMethods() {}

    /**
     * {@code compute.ComputeSystem.start}, or in full what a device has of another module; empty if
     * the safe layer does not need the function.
     */
    static Optional<String> of(String function) {
        return Optional.ofNullable(METHODS.get(function)).filter(name -> !name.contains(" "));
    }

    /** What the table says for people: the method, or why there is none. */
    static String text(String function) {
        String text = METHODS.get(function);
        if (text == null) {
            throw new IllegalStateException("safe-methods.tsv has no line for " + function);
        }
        return of(function).map(method -> "`" + method + "`").orElse(text);
    }

    /** Whether there is a public method of that name in a package that others can use. */
    static boolean exists(String method) {
        int dot = method.lastIndexOf('.');
        try {
            Class<?> type =
                    Class.forName(
                            (method.startsWith("dev.") ? "" : "dev.barista.hyperv.")
                                    + method.substring(0, dot));
            String name = method.substring(dot + 1);
            return Arrays.stream(type.getMethods()).anyMatch(it -> it.getName().equals(name));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
