package dev.barista.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes one document. */
final class SchemaWriter implements FieldVisitor {
    private final JsonGenerator out;

    private SchemaWriter(JsonGenerator out) {
        this.out = out;
    }

    static String write(SchemaObject object) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonFormat.generator(text)) {
            new SchemaWriter(out).object(object);
        }
        return text.toString();
    }

    @Override
    public void field(String name, SchemaRelease since, @Nullable Object value) {
        if (value != null) {
            out.writeName(name);
            value(value);
        }
    }

    private void object(SchemaObject object) {
        out.writeStartObject();
        object.forEachField(this);
        object.unknownFields().forEach(this::named);
        out.writeEndObject();
    }

    private void named(Object name, Object value) {
        out.writeName(name.toString());
        value(value);
    }

    private void value(Object value) {
        switch (value) {
            case SchemaObject object -> object(object);
            case Json any -> out.writeRawValue(any.text());
            case SchemaEnum number when number.isNumber() ->
                    out.writeNumber(new BigInteger(number.text()));
            case SchemaEnum name -> out.writeString(name.text());
            case List<?> list -> {
                out.writeStartArray();
                list.forEach(this::value);
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach(this::named);
                out.writeEndObject();
            }
            case Boolean truth -> out.writeBoolean(truth);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case BigInteger number -> out.writeNumber(number);
            // Texts, GUIDs and times.
            default -> out.writeString(value.toString());
        }
    }
}
