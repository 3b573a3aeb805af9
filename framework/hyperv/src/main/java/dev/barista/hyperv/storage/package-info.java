/**
 * The storage of containers and virtual machines on Windows: layers, and the disks that they are
 * on.
 *
 * <p>Documents go in as JSON text. A failure is a {@link dev.barista.hyperv.error.HyperVException},
 * a function that this Windows lacks a {@link dev.barista.hyperv.error.MissingExportException}.
 *
 * <p>What this package does not do: make a virtual disk; that is virtdisk.dll's. What it says of
 * Windows is by documentation; it is run against a stand-in library.
 */
@NullMarked
package dev.barista.hyperv.storage;

import org.jspecify.annotations.NullMarked;
