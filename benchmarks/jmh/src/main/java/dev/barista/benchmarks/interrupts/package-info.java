/** What it costs a device to signal an interrupt, up to the partition that delivers it. */
@NullMarked
package dev.barista.benchmarks.interrupts;

import org.jspecify.annotations.NullMarked;
