/**
 * What an author declared, read from the compiler's elements: the processor's first stage.
 *
 * <p>It reads and computes effective values; it judges nothing. Numbers are as declared, so until
 * {@code dev.barista.processor.checks} has passed they may be nonsense.
 */
@NullMarked
package dev.barista.processor.model;

import org.jspecify.annotations.NullMarked;
