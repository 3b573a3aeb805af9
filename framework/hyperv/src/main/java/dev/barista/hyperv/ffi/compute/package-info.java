/**
 * computedefs.h and computecore.h: the Host Compute Service.
 *
 * <p>Each class holds the functions of one kind of object, its prototypes first. What this package
 * does not do: wait for an operation or throw for a failure; {@code dev.barista.hyperv.compute}
 * does.
 */
@NullMarked
package dev.barista.hyperv.ffi.compute;

import org.jspecify.annotations.NullMarked;
