/**
 * What it costs to get from an offset to a register: the generated handlers, and designs of the
 * device SPI that were not chosen.
 *
 * <p>Every benchmark is one access; offsets come from a table, so that neither the compiler nor the
 * branch predictor knows them better than it would in a device.
 */
@NullMarked
package dev.barista.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
