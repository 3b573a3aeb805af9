/**
 * Devices on Hyper-V: the partition between the platform's device host and the devices' rings.
 *
 * <p>What is said of Windows here is by documentation or by field report, as marked, and tried with
 * stand-in libraries: no Windows machine has run it.
 *
 * <p>What this package does not do: it creates and starts no virtual machine.
 */
@NullMarked
package dev.barista.hyperv.hdv;

import org.jspecify.annotations.NullMarked;
