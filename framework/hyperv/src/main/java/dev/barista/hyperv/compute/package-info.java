/**
 * The Host Compute Service of Windows: compute systems, processes in them, and the service itself.
 *
 * <p>What takes time is an {@link dev.barista.hyperv.compute.Operation}, a future. Documents go in
 * and come out as JSON text. A failure is a {@link dev.barista.hyperv.error.HyperVException} with
 * the service's own document, a function that this Windows lacks a {@link
 * dev.barista.hyperv.error.MissingExportException}.
 *
 * <p>What this package does not do: build documents ({@code dev.barista.compute.schema}), or attach
 * devices. What it says of Windows is by documentation; it is run against stand-in libraries.
 */
@NullMarked
package dev.barista.hyperv.compute;

import org.jspecify.annotations.NullMarked;
