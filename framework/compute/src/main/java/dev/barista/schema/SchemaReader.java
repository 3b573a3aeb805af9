package dev.barista.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.StringWriter;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads one document, for generated records. It stands at a value; each method that reads one
 * answers null for JSON's null, which is the same as an absent field.
 */
public final class SchemaReader {
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** No leading zeros: two names of one number would be one key. */
    private static final Pattern DIGITS = Pattern.compile("0|[1-9]\\d{0,19}");

    private final JsonParser in;

    private SchemaReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a whole document.
     *
     * @param type reads the document's value
     * @throws SchemaException if the text is no JSON, has a value of another type than the schema,
     *     a field twice, is nested too deep or too long
     */
    public static <T> T read(String json, Function<SchemaReader, @Nullable T> type) {
        JsonParser in = JsonFormat.parser(json);
        SchemaReader reader = new SchemaReader(in);
        try (in) {
            if (in.nextToken() == null) {
                throw reader.refused("it is empty");
            }
            T document = type.apply(reader);
            if (document == null) {
                throw reader.refused("it is null");
            }
            if (in.nextToken() != null) {
                throw reader.refused("it goes on after its end");
            }
            return document;
        } catch (JacksonException e) {
            throw new SchemaException(
                    reader.pointer(), e.getOriginalMessage(), in.currentLocation(), e);
        }
    }

    /** Goes to the next field of an object; answers its name, or null at the object's end. */
    public @Nullable String nextField() {
        String name = in.nextName();
        if (name != null) {
            in.nextToken();
        }
        return name;
    }

    /** An object, whose fields {@code type} reads up to the end. */
    public <T> @Nullable T object(Function<SchemaReader, T> type) {
        return isNull() ? null : type.apply(expect(JsonToken.START_OBJECT, "an object"));
    }

    /** A list. */
    public <T> @Nullable List<T> list(Function<SchemaReader, @Nullable T> element) {
        if (isNull()) {
            return null;
        }
        expect(JsonToken.START_ARRAY, "an array");
        List<T> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(present(element.apply(this)));
        }
        return list;
    }

    /** A list of a fixed length. */
    public <T> @Nullable List<T> list(int length, Function<SchemaReader, @Nullable T> element) {
        List<T> list = list(element);
        if (list != null && list.size() != length) {
            throw refused("%d values where %d are expected".formatted(list.size(), length));
        }
        return list;
    }

    /** A map, in the document's order. */
    public <K, V> @Nullable Map<K, V> map(
            BiFunction<SchemaReader, String, K> key, Function<SchemaReader, @Nullable V> value) {
        if (isNull()) {
            return null;
        }
        expect(JsonToken.START_OBJECT, "an object");
        Map<K, V> map = new LinkedHashMap<>();
        for (String name = nextField(); name != null; name = nextField()) {
            K k = key.apply(this, name);
            if (map.containsKey(k)) {
                throw refused("it is there before, written differently");
            }
            map.put(k, present(value.apply(this)));
        }
        return map;
    }

    /** A value of an enumeration, whether the schema knows it or not. */
    public <T extends SchemaEnum> @Nullable T enumeration(SchemaEnum.Factory<T> factory) {
        if (isNull()) {
            return null;
        }
        boolean isNumber = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!isNumber) {
            expect(JsonToken.VALUE_STRING, "a name");
        }
        return factory.create(in.getString(), isNumber);
    }

    /** A text. */
    public @Nullable String string() {
        return isNull() ? null : expect(JsonToken.VALUE_STRING, "a string").in.getString();
    }

    /** A truth value. */
    public @Nullable Boolean bool() {
        if (isNull()) {
            return null;
        }
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw refused(expected("true or false"));
        };
    }

    /** A number from 0 to 255. */
    public @Nullable Integer uint8() {
        BigInteger number = number(BigInteger.ZERO, BigInteger.valueOf(0xff));
        return number == null ? null : number.intValue();
    }

    /** A number from 0 to 65535. */
    public @Nullable Integer uint16() {
        BigInteger number = number(BigInteger.ZERO, BigInteger.valueOf(0xffff));
        return number == null ? null : number.intValue();
    }

    /** A number of 32 bits without sign. */
    public @Nullable Long uint32() {
        BigInteger number = number(BigInteger.ZERO, BigInteger.valueOf(0xffff_ffffL));
        return number == null ? null : number.longValue();
    }

    /** A number of 64 bits without sign; what is above {@link Long#MAX_VALUE} becomes negative. */
    public @Nullable Long uint64() {
        BigInteger number = number(BigInteger.ZERO, MAX_UINT64);
        return number == null ? null : number.longValue();
    }

    /** A number of 32 bits with a sign. */
    public @Nullable Integer int32() {
        BigInteger number =
                number(
                        BigInteger.valueOf(Integer.MIN_VALUE),
                        BigInteger.valueOf(Integer.MAX_VALUE));
        return number == null ? null : number.intValue();
    }

    /** A number of 64 bits with a sign. */
    public @Nullable Long int64() {
        BigInteger number =
                number(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
        return number == null ? null : number.longValue();
    }

    /** A GUID, in upper or lower case, without braces. */
    public @Nullable UUID guid() {
        String text = string();
        return text == null ? null : guidKey(text);
    }

    /** A point in time, of any time zone. */
    public @Nullable Instant dateTime() {
        String text = string();
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(expected("a time such as 2026-01-31T12:00:00Z"));
        }
    }

    /** Anything; JSON's null too. */
    public Json json() {
        return new Json(copy());
    }

    /** A map's key. */
    public String stringKey(String name) {
        return name;
    }

    /** A map's key. */
    public Integer uint8Key(String name) {
        return key(name, BigInteger.valueOf(0xff)).intValue();
    }

    /** A map's key. */
    public Long uint32Key(String name) {
        return key(name, BigInteger.valueOf(0xffff_ffffL)).longValue();
    }

    /** A map's key; what is above {@link Long#MAX_VALUE} becomes negative. */
    public Long uint64Key(String name) {
        return key(name, MAX_UINT64).longValue();
    }

    /** A map's key. */
    public UUID guidKey(String name) {
        if (!GUID.matcher(name).matches()) {
            throw refused(
                    "expected a GUID such as 01234567-89ab-cdef-0123-456789abcdef, not \"%s\""
                            .formatted(SchemaException.shortened(name)));
        }
        return UUID.fromString(name);
    }

    /** The value's text. */
    String copy() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonFormat.generator(text)) {
            out.copyCurrentStructureExact(in);
        }
        return text.toString();
    }

    private @Nullable BigInteger number(BigInteger min, BigInteger max) {
        if (isNull()) {
            return null;
        }
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        BigInteger number = in.getBigIntegerValue();
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw refused("%s is not in %s to %s".formatted(number, min, max));
        }
        return number;
    }

    private BigInteger key(String name, BigInteger max) {
        if (DIGITS.matcher(name).matches()) {
            BigInteger number = new BigInteger(name);
            if (number.compareTo(max) <= 0) {
                return number;
            }
        }
        throw refused(
                "expected a number from 0 to %s as name, not \"%s\""
                        .formatted(max, SchemaException.shortened(name)));
    }

    private boolean isNull() {
        return in.currentToken() == JsonToken.VALUE_NULL;
    }

    private SchemaReader expect(JsonToken token, String what) {
        if (in.currentToken() != token) {
            throw refused(expected(what));
        }
        return this;
    }

    private <T> T present(@Nullable T element) {
        if (element == null) {
            throw refused("null is not expected here");
        }
        return element;
    }

    private String expected(String what) {
        String found =
                switch (in.currentToken()) {
                    case START_OBJECT -> "an object";
                    case START_ARRAY -> "an array";
                    case VALUE_STRING -> "\"" + SchemaException.shortened(in.getString()) + "\"";
                    default -> SchemaException.shortened(in.getString());
                };
        return "expected %s, not %s".formatted(what, found);
    }

    private SchemaException refused(String problem) {
        return new SchemaException(pointer(), problem, in.currentTokenLocation(), null);
    }

    private String pointer() {
        return in.streamReadContext().pathAsPointer().toString();
    }
}
