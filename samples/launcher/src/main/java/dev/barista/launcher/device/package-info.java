/**
 * The devices a command works on: how they are written on the command line, where their types are
 * found, and how they are opened on a partition.
 *
 * <p>What this package does not do: it prints nothing, and it knows no particular partition.
 */
@NullMarked
package dev.barista.launcher.device;

import org.jspecify.annotations.NullMarked;
