/**
 * Devices as text for people and as JSON for machines.
 *
 * <p>In JSON, what counts (offsets, widths, sizes, vectors) is a number; what is a bit pattern
 * (identifiers, reset values, masks) is a text such as {@code "0x11e8"}, because 64 bits do not fit
 * into every reader's numbers.
 *
 * <p>What this package does not do: it looks no device up, and makes none.
 */
@NullMarked
package dev.barista.launcher.description;

import org.jspecify.annotations.NullMarked;
