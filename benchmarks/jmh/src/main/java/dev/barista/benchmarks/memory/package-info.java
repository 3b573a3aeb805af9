/**
 * What guest memory costs: {@link dev.barista.runtime.memory.GuestMemoryMap} beside the segment
 * below it, and beside C.
 */
@NullMarked
package dev.barista.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
