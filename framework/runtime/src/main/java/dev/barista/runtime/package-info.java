/**
 * Hosts devices on a partition.
 *
 * <p>{@link dev.barista.runtime.HdvHost} finds device types ({@link dev.barista.runtime.Plugins}),
 * makes devices, attaches them to a {@link dev.barista.runtime.partition.Partition}, and takes it
 * all down again in the opposite order. A device that throws is faulted, alone: its BARs answer all
 * ones until it is reset.
 *
 * <p>What this package does not do: it starts no virtual machine, and it isolates faults, not
 * hostile plugins, which run with the rights of the process.
 */
@NullMarked
package dev.barista.runtime;

import org.jspecify.annotations.NullMarked;
