/**
 * Guest memory for devices whose code runs in another process.
 *
 * <p>What this package does not do: memory that this process maps is {@code
 * dev.barista.runtime.memory}'s.
 */
@NullMarked
package dev.barista.vfiouser.dma;

import org.jspecify.annotations.NullMarked;
