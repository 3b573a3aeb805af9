/**
 * The vfio-user server: {@link dev.barista.vfiouser.VfioUserPartition} brings devices to QEMU and
 * other clients over UNIX sockets.
 *
 * <p>Specification: vfio-user protocol 0.9.2 (QEMU, {@code docs/interop/vfio-user.rst}). A message
 * that is not what it says gets an error reply, or ends the connection where nobody can know any
 * more where the next one begins; the next client is served either way.
 *
 * <ul>
 *   <li>{@link dev.barista.vfiouser.protocol} names commands and lays out messages.
 *   <li>{@link dev.barista.vfiouser.WaitPolicy} says how servers wait.
 * </ul>
 *
 * <p>Memory that comes without a file is read and written by messages, {@code ServerCommands} says
 * how the answers come. A device can be migrated, {@code Migration} says what that preserves.
 *
 * <p>What this package does not do: no region has descriptors for its writes. Eventfds for masking
 * tell what {@code SET_IRQS} and the pin do, not what a driver writes to the mask bits of its
 * capabilities.
 */
@NullMarked
package dev.barista.vfiouser;

import org.jspecify.annotations.NullMarked;
