package dev.barista.schema;

import dev.barista.schemagenerator.FieldType;
import dev.barista.schemagenerator.FieldType.ListOf;
import dev.barista.schemagenerator.FieldType.MapOf;
import dev.barista.schemagenerator.FieldType.Named;
import dev.barista.schemagenerator.FieldType.Scalar;
import dev.barista.schemagenerator.ScalarType;
import dev.barista.schemagenerator.Schema;
import dev.barista.schemagenerator.Schema.EnumType;
import dev.barista.schemagenerator.Schema.ObjectType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A document made from the facts alone: every field is set, to a value at the end of its range, and
 * every object has a field that the schema does not know. It is written as records write theirs.
 */
final class SampleDocument {
    private static final int TWO = 2;

    private final Schema schema;

    /** The types that are being written; one that holds itself is cut there. */
    private final Deque<String> open = new ArrayDeque<>();

    SampleDocument(Schema schema) {
        this.schema = schema;
    }

    String object(String type) {
        if (open.contains(type)) {
            return "{}";
        }
        open.push(type);
        Stream<String> fields =
                ((ObjectType) facts(type))
                        .fields().entrySet().stream()
                                .map(
                                        field ->
                                                named(
                                                        field.getKey(),
                                                        value(field.getValue().type())));
        String unknown = named("notIn" + type, "{\"kept\":[1.50,null,false,\"\\\"\"]}");
        String object = Stream.concat(fields, Stream.of(unknown)).collect(joined("{", "}"));
        open.pop();
        return object;
    }

    private Schema.Type facts(String type) {
        return Objects.requireNonNull(schema.types().get(type));
    }

    /** A value of a field. */
    String value(FieldType type) {
        return switch (type) {
            case Scalar(ScalarType scalar) -> scalar(scalar);
            case Named(String name) ->
                    switch (facts(name)) {
                        case ObjectType object -> object(name);
                        case EnumType(var values) -> text(values.keySet().iterator().next());
                    };
            case ListOf(FieldType element, var length) ->
                    IntStream.range(0, length.orElse(TWO))
                            .mapToObj(i -> value(element))
                            .collect(joined("[", "]"));
            case MapOf(ScalarType key, FieldType value) ->
                    IntStream.range(0, TWO)
                            .mapToObj(i -> named(key(key, i), value(value)))
                            .collect(joined("{", "}"));
        };
    }

    private static String scalar(ScalarType type) {
        return switch (type) {
            case STRING, MAC_ADDRESS, BYTE_ARRAY, NULLABLE_BYTE_ARRAY, STRING_BINARY ->
                    text("Zürich/~\\u0001");
            case BOOL -> "false";
            case UINT8 -> "255";
            case UINT16 -> "65535";
            case UINT32 -> "4294967295";
            case UINT64 -> "18446744073709551615";
            case INT32 -> "-2147483648";
            case INT64 -> "-9223372036854775808";
            case GUID -> text("01234567-89ab-cdef-0123-456789abcdef");
            case DATE_TIME -> text("2026-01-31T12:00:00.123Z");
            case ANY -> "{\"any\":[1,2.50,[],null]}";
        };
    }

    private static String key(ScalarType type, int i) {
        return switch (type) {
            case GUID -> "01234567-89ab-cdef-0123-456789abcde" + i;
            case UINT8 -> "" + (0xfe + i);
            case UINT32 -> "" + (0xffff_fffeL + i);
            case UINT64 -> i == 0 ? "0" : "18446744073709551615";
            default -> "a~b/" + i;
        };
    }

    private static String named(String name, String value) {
        return text(name) + ":" + value;
    }

    private static String text(String text) {
        return "\"" + text + "\"";
    }

    private static Collector<CharSequence, ?, String> joined(String start, String end) {
        return Collectors.joining(",", start, end);
    }
}
