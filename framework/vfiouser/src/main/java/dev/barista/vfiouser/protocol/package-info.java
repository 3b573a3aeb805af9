/**
 * The vfio-user protocol, version 0.1 as specified in document version 0.9.2 (QEMU, {@code
 * docs/interop/vfio-user.rst}): commands, message layouts and limits.
 *
 * <p>Layouts are flyweights: an object is wrapped round a place in a segment and gives the fields
 * there names. None checks anything but the segment's bounds; whether a message is whole and says
 * something legal is for its reader to check. Numbers are in the byte order of the host, as the
 * specification wants it. Names are those of the specification, in lower case where C has macros.
 *
 * <p>What this package does not do: it sends and receives nothing. Descriptions of region I/O
 * descriptors have no layout here.
 */
@NullMarked
package dev.barista.vfiouser.protocol;

import org.jspecify.annotations.NullMarked;
