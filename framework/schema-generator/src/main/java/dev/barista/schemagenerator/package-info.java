/**
 * Turns a file of facts about a schema (types, fields, values, and the version each came with) into
 * Java records with builders and open enumerations, on top of {@code dev.barista.schema}, which
 * does what is the same for all of them.
 *
 * <p>What this package does not do: read the schema's own documentation, or invent descriptions.
 */
@NullMarked
package dev.barista.schemagenerator;

import org.jspecify.annotations.NullMarked;
