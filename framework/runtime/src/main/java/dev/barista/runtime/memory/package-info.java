/**
 * Guest memory off the Java heap: regions by DMA address, each a bounded {@link
 * java.lang.foreign.MemorySegment} or a way to ask the client for bytes, and the map that devices
 * read and write through.
 *
 * <p>Regions come and go as events of the device's ring, so none disappears under a callback; pins
 * hold one for work on other threads. Which pages a device writes is remembered while somebody
 * wants to know.
 *
 * <p>What this package does not do: it maps no file and calls nothing native (partitions do), and
 * it translates no addresses.
 */
@NullMarked
package dev.barista.runtime.memory;

import org.jspecify.annotations.NullMarked;
