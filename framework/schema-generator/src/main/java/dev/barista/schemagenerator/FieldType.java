package dev.barista.schemagenerator;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a field holds. */
public sealed interface FieldType {
    /** A value that is no object. */
    record Scalar(ScalarType type) implements FieldType {}

    /** A type of the schema, by its name. */
    record Named(String name) implements FieldType {}

    /** A list, with the length that all of them have, if there is one. */
    record ListOf(FieldType element, OptionalInt length) implements FieldType {}

    /** An object with any names; each name is a text, GUID or number. */
    record MapOf(ScalarType key, FieldType value) implements FieldType {}

    /** {@code array<T>}, {@code array<T, 2>}. */
    Pattern LIST = Pattern.compile("array<([^,]+)(?:, *(\\d+))?>");

    /** {@code map<K,V>}. */
    Pattern MAP = Pattern.compile("map<(\\w+), *(.+)>");

    /** The type that a file of facts writes so. */
    static FieldType parse(String text) {
        Matcher list = LIST.matcher(text);
        if (list.matches()) {
            String length = list.group(2);
            return new ListOf(
                    parse(list.group(1)),
                    length == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(Integer.parseInt(length)));
        }
        Matcher map = MAP.matcher(text);
        if (map.matches()) {
            ScalarType key =
                    ScalarType.named(map.group(1))
                            .orElseThrow(() -> new IllegalArgumentException(text + ": a key?"));
            return new MapOf(key, parse(map.group(2)));
        }
        return ScalarType.named(text).<FieldType>map(Scalar::new).orElse(new Named(text));
    }
}
