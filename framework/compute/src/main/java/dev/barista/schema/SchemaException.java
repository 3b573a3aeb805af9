package dev.barista.schema;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.TokenStreamLocation;

import java.io.Serial;

/** A text is no JSON, or not the document that it should be. The message says where and why. */
public final class SchemaException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private static final int SHOWN = 400;

    private final String pointer;
    private final int line;
    private final int column;

    SchemaException(
            String pointer,
            String problem,
            @Nullable TokenStreamLocation at,
            @Nullable Throwable cause) {
        super(message(pointer, problem, at), cause);
        this.pointer = pointer;
        this.line = at == null ? 0 : at.getLineNr();
        this.column = at == null ? 0 : at.getColumnNr();
    }

    private static String message(
            String pointer, String problem, @Nullable TokenStreamLocation at) {
        String where = pointer.isEmpty() ? "the document" : shortened(pointer);
        return at == null
                ? "%s: %s".formatted(where, problem)
                : "%s: %s (line %d, column %d)"
                        .formatted(where, problem, at.getLineNr(), at.getColumnNr());
    }

    /** A text from a document, which may be long and is shown to people. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** Where in the document, as a JSON Pointer (RFC 6901); empty for the document itself. */
    public String pointer() {
        return pointer;
    }

    /** The line, counted from 1; 0 if the whole text is meant. */
    public int line() {
        return line;
    }

    /** The column, counted from 1; 0 if the whole text is meant. */
    public int column() {
        return column;
    }
}
