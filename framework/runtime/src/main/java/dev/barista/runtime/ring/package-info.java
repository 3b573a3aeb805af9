/**
 * The ring: how everything that happens to a device is put in order and executed by one thread at a
 * time, without a lock.
 *
 * <p>Each device has a {@link dev.barista.runtime.ring.DeviceRing}: a Disruptor ring buffer and a
 * baton. Who holds the baton executes the device. A thread that brings an access takes the baton by
 * compare-and-set; if it gets it and the ring is empty, it executes its access in place. Otherwise
 * it publishes the access, and whoever holds the baton drains the ring in order:
 *
 * <pre>
 *   thread A  --take baton, ring empty------> execute --put down, look at the ring-->
 *   thread B  --baton taken----> publish -----+  (executed by A, or by B once A has put it down)
 * </pre>
 *
 * <p>A read waits for its answer, a posted write does not; a read sees every write that the same
 * thread posted before it. The fast path is one compare-and-set and one release store, and
 * allocates nothing.
 *
 * <p>What this package does not do: it knows no registers and no guests, and keeps no time.
 */
@NullMarked
package dev.barista.runtime.ring;

import org.jspecify.annotations.NullMarked;
