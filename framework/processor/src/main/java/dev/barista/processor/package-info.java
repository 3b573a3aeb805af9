/**
 * The processor's entry and its catalogue of problems.
 *
 * <p>Three stages, each a package: {@code model} reads what the author declared, {@code checks}
 * says what is wrong with it, {@code writers} write the code if nothing is.
 */
@NullMarked
package dev.barista.processor;

import org.jspecify.annotations.NullMarked;
