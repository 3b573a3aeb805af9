/**
 * Ways to execute a device by one thread at a time that lost against the baton. Each does 32-bit
 * reads of one handler only: posted writes, faults and everything else would come on top.
 */
@NullMarked
package dev.barista.benchmarks.ring.alternatives;

import org.jspecify.annotations.NullMarked;
