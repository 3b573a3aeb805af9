package dev.barista.launcher.guest;

import dev.barista.qemu.FetchListener;

import java.io.PrintStream;

/** Shows on one line of a terminal how a fetch goes on. */
public final class FetchProgress implements FetchListener {
    private static final int WIDTH = 30;

    private final PrintStream terminal;
    private String shown = "";

    /** Shows it on {@code terminal}. */
    public FetchProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progress(Stage stage, long done, long total) {
        String line =
                switch (stage) {
                    case INDEX -> "reading the package index";
                    case DOWNLOAD ->
                            "downloading  %s %3d of %d MB"
                                    .formatted(
                                            bar(done, total), done / 1_000_000, total / 1_000_000);
                    case UNPACK ->
                            "unpacking    %s %3d of %d packages"
                                    .formatted(bar(done, total), done, total);
                };
        if (!line.equals(shown)) {
            // Blanks cover what is left of a longer line.
            terminal.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            shown = line;
        }
        if (stage == Stage.UNPACK && done == total) {
            terminal.println();
        }
        terminal.flush();
    }

    private static String bar(long done, long total) {
        int full = total == 0 ? WIDTH : (int) (done * WIDTH / total);
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "]";
    }
}
