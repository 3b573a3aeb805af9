package dev.barista.peers;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * One access by one way to one server, over all turns.
 *
 * @param where what surrounds it: {@code two cores}, {@code one core}, {@code guest}
 * @param server who answers
 * @param access what is done: {@code read}, {@code posted write}, {@code readl}, {@code writel}
 * @param turns every turn's numbers, so that their spread can be seen
 * @param median of the turns
 * @param ratio to the baseline of the same place and access; null for the baseline
 */
record Comparison(
        String where,
        String server,
        String access,
        List<Sample> turns,
        Sample median,
        @Nullable Double ratio) {

    /** A line of the page's table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s |",
                where,
                access,
                server,
                microseconds(median.p50()),
                microseconds(median.p99()),
                microseconds(median.p999()),
                microseconds(median.batch()),
                ratio == null ? "1" : String.format(Locale.ROOT, "%.3f", ratio));
    }

    private static String microseconds(double nanoseconds) {
        return nanoseconds < 0 ? "" : String.format(Locale.ROOT, "%.2f", nanoseconds / 1000);
    }
}
