package dev.barista.hyperv.error;

import dev.barista.schema.SchemaException;
import dev.barista.schema.SchemaReader;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * What the services say about a failure: a ResultError of the Host Compute Service, or an error
 * record of the Host Compute Network. Both have a number and a text, under different names.
 *
 * @param code the number in the document; null if it has none
 * @param message the text; null if it has none
 */
record ErrorDocument(@Nullable Integer code, @Nullable String message) {
    private static final ErrorDocument NOTHING = new ErrorDocument(null, null);
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,10}");

    /** Reads a document; one that is no JSON, or says nothing, has neither number nor text. */
    static ErrorDocument of(@Nullable String document) {
        if (document == null) {
            return NOTHING;
        }
        try {
            return SchemaReader.read(document, reader -> reader.object(ErrorDocument::read));
        } catch (SchemaException noErrorDocument) {
            return NOTHING;
        }
    }

    private static ErrorDocument read(SchemaReader fields) {
        Integer code = null;
        String message = null;
        for (String name = fields.nextField(); name != null; name = fields.nextField()) {
            String value = fields.json().text();
            switch (name) {
                case "Error", "ErrorCode", "ErrorMessage" -> {
                    if (NUMBER.matcher(value).matches()) {
                        code = (int) Long.parseLong(value);
                    } else if (value.length() > 2 && value.startsWith("\"")) {
                        message = SchemaReader.read(value, SchemaReader::string);
                    }
                }
                default -> {}
            }
        }
        return new ErrorDocument(code, message);
    }
}
