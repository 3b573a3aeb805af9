/**
 * Providers of virtual machines, and whether this machine can use them.
 *
 * <p>What this package does not do yet: create, start or stop a compute system. Its document is in
 * {@link dev.barista.compute.schema}.
 */
@NullMarked
package dev.barista.compute;

import org.jspecify.annotations.NullMarked;
