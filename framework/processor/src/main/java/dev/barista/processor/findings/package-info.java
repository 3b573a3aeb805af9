/**
 * What is reported about a declaration: which mistake, at which element, in which words.
 *
 * <p>What this package does not do: it looks for nothing; {@code dev.barista.processor.checks}
 * does.
 */
@NullMarked
package dev.barista.processor.findings;

import org.jspecify.annotations.NullMarked;
