/**
 * Figures: {@link dev.barista.benchmarks.MeasureSuite} measures a suite with JMH, writes what came
 * out with the environment it came out of, and prints each figure as a ratio to its baseline.
 *
 * <p>Each suite is a package below. Designs that were not chosen are kept in packages called {@code
 * alternatives}, so that a choice can be argued again with numbers; each says why it lost.
 *
 * <p>What this module does not do: it judges no figure. The one thing that is asserted, in its
 * tests, is that the hot paths allocate nothing.
 */
@NullMarked
package dev.barista.benchmarks;

import org.jspecify.annotations.NullMarked;
