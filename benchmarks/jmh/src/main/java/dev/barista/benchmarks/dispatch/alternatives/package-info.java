/**
 * Designs of the device SPI that lost. Each is a small framework as its design would have it, and
 * the 32-bit registers of edu (without DMA) as an author would write them for it; two also have the
 * registers of {@link dev.barista.benchmarks.dispatch RegisterFile}.
 *
 * <p>What they do not have: checks of what an author wrote, reset, saved state, inspection, other
 * widths. All of that would come on top.
 */
@NullMarked
package dev.barista.benchmarks.dispatch.alternatives;

import org.jspecify.annotations.NullMarked;
