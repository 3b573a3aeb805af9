/**
 * The emulated PCI function: type 0 configuration header, BAR sizing, capability chain, power
 * states, function-level reset, and the interrupts INTx, MSI and MSI-X.
 *
 * <p>Sources: PCI Local Bus 3.0, PCI Power Management 1.2, PCI Advanced Capabilities ECN (2006),
 * PCI Express Base 4.0.
 *
 * <ul>
 *   <li>{@link dev.barista.pci.ConfigImage} is the layout: every field once, with its bits, access
 *       and reset value. Storage, write masks and what tools print come from it.
 *   <li>{@link dev.barista.pci.EmulatedFunction} is one live function: the storage, and what
 *       happens when certain fields are written.
 *   <li>{@link dev.barista.pci.InterruptSink} is where its interrupts go.
 * </ul>
 *
 * <p><b>Threads.</b> A function and everything it gives out is used by one thread at a time; the
 * caller sees to that. After construction nothing here allocates, except in save and restore.
 *
 * <p>What this package does not do:
 *
 * <ul>
 *   <li>It does not gate BAR accesses by the Memory and I/O Space Enable bits, nor DMA and messages
 *       by Bus Master Enable: whoever routes accesses decodes addresses, and there are hypervisors
 *       that never pass writes of the Command register on. The bits are kept and can be asked for.
 *   <li>No expansion ROM, no bridges, no multi-function headers, no PME, no D1, D2 or D3cold, no
 *       AER, SR-IOV, ATS or other extended capabilities than the serial number.
 *   <li>No parity, SERR# or PCI Express error signalling: the enable bits are kept, and of the
 *       error status bits only Received Master Abort is ever set.
 * </ul>
 */
@NullMarked
package dev.barista.pci;

import org.jspecify.annotations.NullMarked;
