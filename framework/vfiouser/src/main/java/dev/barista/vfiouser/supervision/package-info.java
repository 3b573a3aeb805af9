/**
 * A device in a process of its own, which may end at any time while its guest goes on.
 *
 * <p>The process that serves clients, the supervisor, has a {@link
 * dev.barista.vfiouser.supervision.SupervisedDevice} in the place of the device. It brings each
 * access to the child process, whose {@link dev.barista.vfiouser.supervision.SupervisedPartition}
 * executes it and answers with the device's state. Nothing of what an access or a timer brought
 * about (an answer, an interrupt) reaches the guest before the supervisor has the state that goes
 * with it, so a new child goes on from exactly what the guest has seen.
 *
 * <p>What this package does not do: it holds up no DMA. Memory that the device wrote before its
 * process ended stays written, and what was not answered is done again.
 */
@NullMarked
package dev.barista.vfiouser.supervision;

import org.jspecify.annotations.NullMarked;
