/**
 * computenetwork.h: the Host Compute Network.
 *
 * <p>What this package does not do: throw for a failure, or read a document; {@code
 * dev.barista.hyperv.network} does.
 */
@NullMarked
package dev.barista.hyperv.ffi.network;

import org.jspecify.annotations.NullMarked;
