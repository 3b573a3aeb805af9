/**
 * What the records of the HCS and the HCN schema have in common: reading and writing JSON, the
 * version of the schema that each field needs, and values from a newer schema, which are kept.
 *
 * <p>What this package does not do: know a schema (those are generated: {@link
 * dev.barista.compute.schema}, {@link dev.barista.network.schema}), or say what a service makes of
 * a document. Where a schema allows any JSON, the value is kept as text, and not checked.
 */
@NullMarked
package dev.barista.schema;

import org.jspecify.annotations.NullMarked;
