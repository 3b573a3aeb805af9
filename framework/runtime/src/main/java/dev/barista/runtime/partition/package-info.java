/**
 * What a backend implements to bring guests to devices, and the backend that is this process.
 *
 * <p>A partition attaches devices. For each it gets a {@link
 * dev.barista.runtime.partition.DeviceEndpoint}, through which it opens ports for accesses, maps
 * guest memory, connects interrupts, resets, saves and restores. All of that is executed in the
 * order of the device's ring, so a partition needs no lock of its own around a device.
 *
 * <p>What this package does not do: it starts no virtual machine.
 */
@NullMarked
package dev.barista.runtime.partition;

import org.jspecify.annotations.NullMarked;
