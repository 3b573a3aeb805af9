package dev.barista.launcher;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a command reads from and writes to.
 *
 * @param out results, for people or machines
 * @param err what is wrong, and progress
 * @param interactive whether a person watches {@code out} and types {@code in}
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    /** The process's own. */
    static Terminal system() {
        boolean interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Terminal(System.in, System.out, System.err, interactive);
    }
}
