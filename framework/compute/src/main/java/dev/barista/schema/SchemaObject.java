package dev.barista.schema;

import java.util.Map;

/** An object of a schema; a field that is not in the document is null. Immutable. */
public interface SchemaObject {
    /** Fields that the schema does not know, in the order they were read. */
    Map<String, Json> unknownFields();

    /** Visits every field of the schema, in its order, absent ones too; not the unknown ones. */
    void forEachField(FieldVisitor visitor);

    /** The document: fields of the schema in its order, then the unknown ones. */
    default String toJson() {
        return SchemaWriter.write(this);
    }
}
