/**
 * The {@code barista} command: one class a command, each of which reads its arguments, calls the
 * domain packages below, and prints.
 *
 * <p>Exit codes: 0 for success, 1 for what failed, 2 for what was typed wrong. Every error is one
 * line on the error stream that names the next step.
 *
 * <p>What this package does not do: it knows nothing about devices, guests or protocols that the
 * packages below and the framework do not tell it.
 */
@NullMarked
package dev.barista.launcher;

import org.jspecify.annotations.NullMarked;
