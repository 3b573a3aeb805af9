/**
 * The documents of the Host Compute Service (HCS), schema 2: a record with a builder for each
 * object, an open enumeration for each list of values, and the version of the schema that each
 * field and value needs. All of it is generated from {@code src/main/schema/hcs.json}. {@link
 * dev.barista.compute.schema.ComputeSystem} is the document of a virtual machine or container.
 *
 * <p>What this package does not do: explain what the service makes of a field, or choose defaults.
 * Byte arrays, MAC addresses and binary strings are the document's text.
 */
@NullMarked
package dev.barista.compute.schema;

import org.jspecify.annotations.NullMarked;
