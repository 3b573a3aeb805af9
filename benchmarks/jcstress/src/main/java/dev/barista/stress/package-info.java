/**
 * Races of two threads on one device's ring, with every outcome that may come named, and the rest
 * forbidden: the hand-over of the baton, posted writes, reply cells and the flag that says that
 * something waits.
 *
 * <p>What this package does not do: it measures nothing, and it starts no host.
 */
@NullMarked
package dev.barista.stress;

import org.jspecify.annotations.NullMarked;
