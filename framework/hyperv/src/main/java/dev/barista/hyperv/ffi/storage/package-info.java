/**
 * computestorage.h: layers and disks of containers and virtual machines.
 *
 * <p>No export list of computestorage.dll was found, so what it exports beyond its header is not
 * known. What this package does not do: throw for a failure; {@code dev.barista.hyperv.storage}
 * does.
 */
@NullMarked
package dev.barista.hyperv.ffi.storage;

import org.jspecify.annotations.NullMarked;
