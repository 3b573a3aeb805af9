package dev.barista.schema;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.Writer;

/** JSON as documents are written in it, and how much of it is read. */
final class JsonFormat {
    /** Documents of real systems have some kilobytes; a screen shot in one has a few megabytes. */
    static final int MAX_CHARACTERS = 16 << 20;

    /** A virtual machine's document is 10 deep; registry keys in one may nest further. */
    static final int MAX_DEPTH = 100;

    private static final int MAX_DIGITS = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_DIGITS)
                                    .maxStringLength(MAX_CHARACTERS)
                                    .build())
                    .build();

    private JsonFormat() {}

    /**
     * A parser before the first token.
     *
     * @throws SchemaException if the text is too long
     */
    static JsonParser parser(String json) {
        if (json.length() > MAX_CHARACTERS) {
            throw new SchemaException(
                    "",
                    "%d characters are more than the %d of the longest document that is read"
                            .formatted(json.length(), MAX_CHARACTERS),
                    null,
                    null);
        }
        return JSON.createParser(ObjectReadContext.empty(), json);
    }

    static JsonGenerator generator(Writer to) {
        return JSON.createGenerator(ObjectWriteContext.empty(), to);
    }
}
