/**
 * Linux system calls: sockets that carry file descriptors, memory mappings, eventfds.
 *
 * <p>The only package of this module that touches native memory or functions without bounds. Its
 * types each own one kernel object and give it back exactly once; {@link
 * dev.barista.vfiouser.ffi.Fd#openCount} and {@link dev.barista.vfiouser.ffi.Mapping#liveCount} say
 * how many are out.
 *
 * <p>What it does not do: it knows nothing of the vfio-user protocol, and it has no form for any
 * system but Linux on 64 bits with glibc or musl.
 */
@NullMarked
package dev.barista.vfiouser.ffi;

import org.jspecify.annotations.NullMarked;
