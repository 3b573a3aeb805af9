/**
 * The documents of the Host Compute Network (HCN) service, schema 2: a record with a builder for
 * each object, an open enumeration for each list of values, and the version of the schema that each
 * field and value needs. All of it is generated from {@code src/main/schema/hcn.json}. {@link
 * dev.barista.network.schema.HostComputeNetwork} and {@link
 * dev.barista.network.schema.HostComputeEndpoint} are where to begin.
 *
 * <p>What this package does not do: explain what the service makes of a field, or choose defaults.
 * Where a policy's settings may be any JSON, the record that fits is the caller's choice.
 */
@NullMarked
package dev.barista.network.schema;

import org.jspecify.annotations.NullMarked;
