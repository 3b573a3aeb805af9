/**
 * Hyper-V's libraries and what they export. Not exported: the safe layer is {@code
 * dev.barista.hyperv}.
 *
 * <p>Symbols are looked up at run time, so a missing one is something to report, never a link
 * error.
 */
@NullMarked
package dev.barista.hyperv.ffi;

import org.jspecify.annotations.NullMarked;
