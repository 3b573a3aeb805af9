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
 * <p>What this package does not do, and answers ENOTSUP: region I/O descriptors, device features
 * (migration, dirty pages), migration data, eventfds for mask and unmask actions. No region can be
 * mapped by the client. Memory must come with a descriptor. There is no twin socket.
 */
@NullMarked
package dev.barista.vfiouser;

import org.jspecify.annotations.NullMarked;
