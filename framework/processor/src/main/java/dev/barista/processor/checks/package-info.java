/**
 * What is wrong with a declaration: the processor's second stage.
 *
 * <p>Each class checks one kind of element and reports {@link
 * dev.barista.processor.findings.Problem}s with messages that name what is concerned and what to
 * do. A declaration in which they find nothing is one that {@code dev.barista.processor.writers}
 * can write.
 */
@NullMarked
package dev.barista.processor.checks;

import org.jspecify.annotations.NullMarked;
