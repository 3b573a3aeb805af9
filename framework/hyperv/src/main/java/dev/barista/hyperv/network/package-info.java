/**
 * The Host Compute Network of Windows: networks, namespaces, endpoints, load balancers, routes and
 * guest network services.
 *
 * <p>Everything has an id and is made, opened, changed and asked the same way. Documents go in and
 * come out as JSON text. An object lives until it is deleted by its id; closing a handle does not
 * end it. A failure is a {@link dev.barista.hyperv.error.HyperVException} with the service's error
 * record, a function that this Windows lacks a {@link
 * dev.barista.hyperv.error.MissingExportException}.
 *
 * <p>What this package does not do: build documents, or say what networks a virtual machine needs.
 * What it says of Windows is by documentation; it is run against stand-in libraries.
 */
@NullMarked
package dev.barista.hyperv.network;

import org.jspecify.annotations.NullMarked;
