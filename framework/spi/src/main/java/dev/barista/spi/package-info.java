/**
 * All that a device author imports.
 *
 * <p>A device is one {@code final} class that extends {@link dev.barista.spi.PciFunction} and
 * carries {@link dev.barista.spi.PciDevice}. Its registers are fields, its constants are constants,
 * and its behaviour is methods named like the register they belong to.
 *
 * <p><b>One thread at a time.</b> Hooks, guards, {@link dev.barista.spi.OnReset} methods, timer
 * actions, completions of offloaded work, reset, save and inspection of one device never overlap,
 * and each sees what the one before it wrote. A device needs no lock and no {@code volatile}; only
 * work given to {@link dev.barista.spi.PciFunction#offload} runs beside them.
 *
 * <p>What this package does not do: it emulates nothing (config space and interrupts live in {@code
 * dev.barista.pci}, rings and memory in {@code dev.barista.runtime}) and knows no hypervisor.
 */
@NullMarked
package dev.barista.spi;

import org.jspecify.annotations.NullMarked;
