/**
 * Programs for the Linux guest, in C: {@code edu-test} checks every documented property of QEMU's
 * educational device, on whatever implements it; {@code mmio-probe} times accesses to a register.
 * Their sources are resources of this package, compiled where a guest is booted.
 *
 * <p>Not here: general tools such as lspci or fio, and drivers for any other device.
 */
@NullMarked
package dev.barista.guesttools;

import org.jspecify.annotations.NullMarked;
