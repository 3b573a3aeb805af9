/**
 * Boots a small Linux guest in QEMU and drives it.
 *
 * <p>{@link dev.barista.qemu.GuestKit} is QEMU, a Linux kernel and a C compiler for guest programs,
 * fetched once from Debian's archive into a cache folder. {@link dev.barista.qemu.Guest} is a
 * running machine: it takes shell commands and answers their exit codes and output, or gives its
 * console to the terminal. {@link dev.barista.qemu.QemuProfile} is the machine's description, and a
 * pure function of it is QEMU's command line. {@link dev.barista.qemu.Qmp} is QEMU's management
 * protocol.
 *
 * <p>Not here: devices and the vfio-user server they are attached by (the guest gets socket paths),
 * disks, networks, and hosts other than x86-64 Linux with apt.
 */
@NullMarked
package dev.barista.qemu;

import org.jspecify.annotations.NullMarked;
