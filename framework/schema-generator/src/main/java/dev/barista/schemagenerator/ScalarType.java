package dev.barista.schemagenerator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The types that a schema takes for granted. */
public enum ScalarType {
    STRING("string", String.class, "string"),
    /** Text, as the document has it. */
    MAC_ADDRESS("MacAddress", String.class, "string"),
    /** Text, as the document has it. */
    BYTE_ARRAY("ByteArray", String.class, "string"),
    /** Text, as the document has it. */
    NULLABLE_BYTE_ARRAY("NullableByteArray", String.class, "string"),
    /** Text, as the document has it. */
    STRING_BINARY("string_binary", String.class, "string"),
    BOOL("bool", Boolean.class, "bool"),
    UINT8("uint8", Integer.class, "uint8", 0xff),
    UINT16("uint16", Integer.class, "uint16", 0xffff),
    UINT32("uint32", Long.class, "uint32", 0xffff_ffffL),
    UINT64("uint64", Long.class, "uint64"),
    INT32("int32", Integer.class, "int32"),
    INT64("int64", Long.class, "int64"),
    GUID("Guid", UUID.class, "guid"),
    DATE_TIME("DateTime", Instant.class, "dateTime"),
    ANY("Any", "dev.barista.schema.Json", "json", OptionalLong.empty());

    private final String name;
    private final String type;
    private final String reader;
    private final OptionalLong max;

    ScalarType(String name, Class<?> type, String reader) {
        this(name, type.getName(), reader, OptionalLong.empty());
    }

    ScalarType(String name, Class<?> type, String reader, long max) {
        this(name, type.getName(), reader, OptionalLong.of(max));
    }

    ScalarType(String name, String type, String reader, OptionalLong max) {
        this.name = name;
        this.type = type;
        this.reader = reader;
        this.max = max;
    }

    static Optional<ScalarType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name.equals(name)).findFirst();
    }

    /** The type's name in a file of facts. */
    public String schemaName() {
        return name;
    }

    /** The type of a component. */
    ClassName javaType() {
        return ClassName.bestGuess(type);
    }

    /** The type of a builder's argument. */
    TypeName argumentType() {
        return javaType().isBoxedPrimitive() ? javaType().unbox() : javaType();
    }

    /** The method that reads one. */
    String reader() {
        return reader;
    }

    /** The method that turns a map's name into one. */
    String keyReader() {
        return reader + "Key";
    }

    /** The largest value, where the Java type has larger ones and negative ones. */
    OptionalLong max() {
        return max;
    }
}
