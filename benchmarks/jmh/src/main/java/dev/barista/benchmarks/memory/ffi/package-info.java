/** What is called outside of the JVM: {@code memcpy}, as the peer of a copy. Nothing else. */
@NullMarked
package dev.barista.benchmarks.memory.ffi;

import org.jspecify.annotations.NullMarked;
