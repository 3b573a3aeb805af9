package dev.barista.schema;

/**
 * Any JSON value, where a schema does not say more.
 *
 * @param text the value without white space; numbers are as exact as they were read
 */
public record Json(String text) {
    /**
     * Any text of one JSON value; white space in it is dropped.
     *
     * @throws SchemaException if it is none
     */
    public Json {
        text = SchemaReader.read(text, SchemaReader::copy);
    }

    /** An object of a schema, to go where any value may. */
    public static Json of(SchemaObject object) {
        return new Json(object.toJson());
    }

    /** The {@link #text}. */
    @Override
    public String toString() {
        return text;
    }
}
