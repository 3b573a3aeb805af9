/**
 * The vfio-user server beside its peers: libvfio-user's C server and the edu device that is built
 * into QEMU, with the same C client and the same program in the same guest, by turns in one run.
 *
 * <p>What this package does not do: it brings no peer along. The folder with libvfio-user's sources
 * is given by whoever runs it.
 */
@NullMarked
package dev.barista.peers;

import org.jspecify.annotations.NullMarked;
