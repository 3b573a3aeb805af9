/**
 * Providers of virtual machines, and whether this machine can use them.
 *
 * <p>What this package does not do yet: create, start or stop a compute system, or read an HCS
 * document.
 */
@NullMarked
package dev.barista.compute;

import org.jspecify.annotations.NullMarked;
