/**
 * Hyper-V: whether this machine has what devices and virtual machines need of it.
 *
 * <p>What this package does not do yet: drive the Host Compute Service, networks and storage.
 * Devices are in {@link dev.barista.hyperv.hdv}. What it says of Windows is by documentation: no
 * Windows machine has run it.
 */
@NullMarked
package dev.barista.hyperv;

import org.jspecify.annotations.NullMarked;
