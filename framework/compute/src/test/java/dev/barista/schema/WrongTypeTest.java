package dev.barista.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.barista.schema.GeneratedType.Field;
import dev.barista.schemagenerator.FieldType;
import dev.barista.schemagenerator.FieldType.ListOf;
import dev.barista.schemagenerator.FieldType.MapOf;
import dev.barista.schemagenerator.FieldType.Named;
import dev.barista.schemagenerator.FieldType.Scalar;
import dev.barista.schemagenerator.ScalarType;
import dev.barista.schemagenerator.Schema.EnumType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** A value that is not of its field's type is refused, and the message says which field it is. */
class WrongTypeTest {
    static List<GeneratedType> objects() {
        return GeneratedType.objects();
    }

    static Stream<Field> fields() {
        return GeneratedType.fields();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldRefusesWhatItCannotHold(Field field) {
        for (String wrong : wrongValues(field)) {
            String document = "{\"%s\": %s}".formatted(field.name(), wrong);

            assertThatExceptionOfType(SchemaException.class)
                    .as("%s", document)
                    .isThrownBy(() -> field.type().fromJson(document))
                    .satisfies(e -> assertThat(e.pointer()).startsWith("/" + field.name()))
                    .withMessageStartingWith("/" + field.name())
                    .withMessageContaining("(line 1, column ");
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void anObjectIsNoList(GeneratedType type) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> type.fromJson("[]"))
                .withMessage("the document: expected an object, not an array (line 1, column 1)");
    }

    private static List<String> wrongValues(Field field) {
        return switch (field.facts().type()) {
            case Scalar(ScalarType scalar) -> wrongValues(scalar);
            case Named(String name) ->
                    field.type().schema().types().get(name) instanceof EnumType
                            ? List.of("{}", "[]", "true", "1.5")
                            : List.of("\"x\"", "[]", "1");
            case ListOf(FieldType element, var length) ->
                    Stream.concat(
                                    Stream.of("{}", "\"x\"", "1"),
                                    isAny(element) ? Stream.of() : Stream.of("[null]"))
                            .toList();
            case MapOf(ScalarType key, FieldType value) ->
                    key == ScalarType.STRING
                            ? List.of("[]", "\"x\"", "1")
                            : List.of("[]", "\"x\"", "{\"x\": {}}", "{\"01\": {}}", "{\"-1\": {}}");
        };
    }

    private static boolean isAny(FieldType type) {
        return type.equals(new Scalar(ScalarType.ANY));
    }

    private static List<String> wrongValues(ScalarType type) {
        return switch (type) {
            case STRING, MAC_ADDRESS, BYTE_ARRAY, NULLABLE_BYTE_ARRAY, STRING_BINARY ->
                    List.of("{}", "[]", "1", "true");
            case BOOL -> List.of("\"true\"", "1", "{}");
            case UINT8 -> List.of("\"1\"", "1.5", "1e2", "-1", "256");
            case UINT16 -> List.of("\"1\"", "1.5", "-1", "65536");
            case UINT32 -> List.of("\"1\"", "1.5", "-1", "4294967296");
            case UINT64 -> List.of("\"1\"", "1.5", "-1", "18446744073709551616");
            case INT32 -> List.of("\"1\"", "1.5", "-2147483649", "2147483648");
            case INT64 -> List.of("\"1\"", "1.5", "9223372036854775808");
            case GUID -> List.of("\"\"", "\"0-0-0-0-0\"", "1");
            case DATE_TIME -> List.of("\"yesterday\"", "\"2026-01-31\"", "1");
            case ANY -> List.of();
        };
    }
}
