/**
 * The Linux guest that {@code barista run} boots with devices of this process, and what people are
 * told meanwhile.
 *
 * <p>What this package does not do: it fetches and starts nothing itself; that is {@code
 * dev.barista.qemu}'s.
 */
@NullMarked
package dev.barista.launcher.guest;

import org.jspecify.annotations.NullMarked;
