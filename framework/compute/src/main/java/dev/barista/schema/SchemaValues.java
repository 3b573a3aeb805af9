package dev.barista.schema;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** What generated records do to the values they are given: check, copy, extend. */
public final class SchemaValues {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,19})");

    private SchemaValues() {}

    /**
     * Checks a number that is narrower than its Java type.
     *
     * @throws IllegalArgumentException if it is negative or above {@code max}
     */
    public static void check(String field, long max, @Nullable Number value) {
        if (value != null && (value.longValue() < 0 || value.longValue() > max)) {
            throw new IllegalArgumentException(
                    "%s: %s is not in 0 to %d".formatted(field, value, max));
        }
    }

    /**
     * Checks numbers that are narrower than their Java type.
     *
     * @throws IllegalArgumentException if one is negative or above {@code max}
     */
    public static void check(String field, long max, Collection<? extends Number> values) {
        values.forEach(value -> check(field, max, value));
    }

    /**
     * Checks the text of an enumeration's value.
     *
     * @throws IllegalArgumentException if it is a number's and has other characters than digits
     */
    public static void checkEnum(String text, boolean isNumber) {
        if (isNumber && !NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("\"%s\" is no number".formatted(text));
        }
    }

    /**
     * A copy of fields that the schema does not know.
     *
     * @throws IllegalArgumentException if it does know one
     */
    public static Map<String, Json> unknown(Map<String, Json> fields, Set<String> known) {
        for (String name : fields.keySet()) {
            if (known.contains(name)) {
                throw new IllegalArgumentException(name + " is a field of the schema");
            }
        }
        return copy(fields);
    }

    /** A copy that does not change. */
    public static <T> List<T> copy(List<T> list) {
        return List.copyOf(list);
    }

    /** A copy in the same order that does not change. */
    public static <K, V> Map<K, V> copy(Map<K, V> map) {
        if (map.isEmpty()) {
            return Map.of();
        }
        Map<K, V> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> copy.put(nonNull(key), nonNull(value)));
        return Collections.unmodifiableMap(copy);
    }

    /** The list with more at its end. */
    @SafeVarargs
    public static <T> List<T> with(@Nullable List<T> list, T... added) {
        List<T> longer = new ArrayList<>(list == null ? List.of() : list);
        for (T each : added) {
            longer.add(each);
        }
        return longer;
    }

    /** The map with another entry. */
    public static <K, V> Map<K, V> with(@Nullable Map<K, V> map, K key, V value) {
        Map<K, V> larger = new LinkedHashMap<>(map == null ? Map.of() : map);
        larger.put(key, value);
        return larger;
    }

    /** The number that 64 bits are without a sign. */
    public static @Nullable BigInteger unsigned(@Nullable Long value) {
        return value == null ? null : new BigInteger(Long.toUnsignedString(value));
    }

    /** The numbers that 64 bits each are without a sign. */
    public static @Nullable List<BigInteger> unsigned(@Nullable List<Long> values) {
        return values == null ? null : values.stream().map(SchemaValues::ofBits).toList();
    }

    /** The map with keys without a sign. */
    public static <V> @Nullable Map<BigInteger, V> unsigned(@Nullable Map<Long, V> map) {
        if (map == null) {
            return null;
        }
        Map<BigInteger, V> unsigned = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, value) -> unsigned.put(ofBits(key), value));
        return unsigned;
    }

    private static BigInteger ofBits(Long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private static <T> T nonNull(T value) {
        return Objects.requireNonNull(value);
    }
}
