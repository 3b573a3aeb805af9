/**
 * A guest that is a person: a console to read and write the registers of devices in this process,
 * for a first look and for hosts that have no QEMU.
 *
 * <p>What this package does not do: it runs no operating system, so what a driver would program
 * (message interrupts, queues) is up to whoever types.
 */
@NullMarked
package dev.barista.launcher.console;

import org.jspecify.annotations.NullMarked;
