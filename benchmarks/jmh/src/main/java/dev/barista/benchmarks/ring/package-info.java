/**
 * What the ring adds to an access: the baton, beside a direct call on the device's handler and
 * beside designs that were not chosen.
 *
 * <p>All of them bring reads and writes to the same generated handler of edu.
 */
@NullMarked
package dev.barista.benchmarks.ring;

import org.jspecify.annotations.NullMarked;
