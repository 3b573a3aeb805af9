package dev.barista.schema;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A document needs a newer version of the schema. The message names each field and value. */
public final class NewerSchemaException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<SchemaCheck.Newer> newer;

    NewerSchemaException(SchemaVersion version, List<SchemaCheck.Newer> newer) {
        super(
                newer.stream()
                        .map(SchemaCheck.Newer::toString)
                        .collect(
                                Collectors.joining(
                                        "\n  ",
                                        "schema %s does not have all of the document:\n  "
                                                .formatted(version),
                                        "")));
        this.newer = newer;
    }

    /** What is newer, in the document's order. */
    public List<SchemaCheck.Newer> newer() {
        return newer;
    }
}
