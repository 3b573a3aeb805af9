package dev.barista.launcher;

import dev.barista.launcher.guest.FetchProgress;
import dev.barista.qemu.FetchListener;
import dev.barista.qemu.GuestKit;

import java.io.Console;
import java.io.IOException;
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

    /** The guest kit, fetched first if it isn't in the cache; a person sees how that goes on. */
    GuestKit fetchGuestKit() throws IOException, InterruptedException {
        if (GuestKit.cached().isEmpty()) {
            err.println("fetching QEMU and Linux for the guest, once");
        }
        return GuestKit.fetch(interactive ? new FetchProgress(err) : FetchListener.SILENT);
    }
}
