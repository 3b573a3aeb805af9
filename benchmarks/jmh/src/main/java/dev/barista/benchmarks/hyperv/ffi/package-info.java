/** The stand-in's own functions, and a callback with nothing behind it. */
@NullMarked
package dev.barista.benchmarks.hyperv.ffi;

import org.jspecify.annotations.NullMarked;
