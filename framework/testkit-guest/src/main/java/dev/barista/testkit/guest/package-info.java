/**
 * Tests of devices in a real guest.
 *
 * <p>{@link dev.barista.testkit.guest.GuestTest} boots a small Linux in QEMU with devices of the
 * test's own process behind vfio-user, with QEMU's own devices for comparison, or with both. The
 * test executes commands in it and looks at the devices from the host's side meanwhile.
 *
 * <p>What this package does not do: it stops no clock and records no interrupt, because real time
 * passes in a guest and its kernel takes the interrupts; that is {@link
 * dev.barista.testkit.DeviceTest}'s. It writes no driver either.
 */
@NullMarked
package dev.barista.testkit.guest;

import org.jspecify.annotations.NullMarked;
