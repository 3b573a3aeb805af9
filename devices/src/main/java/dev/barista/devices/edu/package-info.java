/**
 * QEMU's educational device, for drivers written against QEMU's {@code -device edu}.
 *
 * <p>Specification: QEMU's {@code docs/specs/edu.rst}, as of QEMU 10. All of it is here: the
 * identification, liveness and factorial registers, raising and acknowledging interrupts, DMA both
 * ways through the buffer at 0x40000, the {@code dma_mask} parameter, INTx and MSI.
 *
 * <p>Where the specification is silent this device differs from QEMU's code:
 *
 * <ul>
 *   <li>The upper half of a 64-bit register can be accessed by itself, and a 32-bit write leaves
 *       the other half as it is; QEMU clears it.
 *   <li>A factorial takes a nanosecond a factor and at most 100 ms; a transfer takes 1 ms, not 100.
 *   <li>A transfer that leaves the buffer copies nothing; it ends like any other.
 *   <li>A reset of the device resets its registers.
 * </ul>
 */
@NullMarked
package dev.barista.devices.edu;

import org.jspecify.annotations.NullMarked;
