/**
 * What Hyper-V answers when it does not do what it was asked: codes with their names, meanings and
 * remedies, and the exceptions that carry them.
 *
 * <p>The table of codes is {@code results.tsv} beside this package. What it does not do: decide
 * which code is worth a retry; whoever makes the call knows that.
 */
@NullMarked
package dev.barista.hyperv.error;

import org.jspecify.annotations.NullMarked;
