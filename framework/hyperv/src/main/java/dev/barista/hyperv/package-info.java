/**
 * Hyper-V: whether this machine has what devices and virtual machines need of it, and which of the
 * functions that this module calls.
 *
 * <p>Windows' services are in the packages below: {@code compute}, {@code network}, {@code
 * storage}; devices are in {@link dev.barista.hyperv.hdv}, and a machine is tried by {@link
 * dev.barista.hyperv.probe}. What this package does not do yet: run the documents of {@code
 * dev.barista.compute}. What it says of Windows is by documentation: no Windows machine has run it.
 */
@NullMarked
package dev.barista.hyperv;

import org.jspecify.annotations.NullMarked;
