package dev.barista.peers;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one turn of one server came to, in nanoseconds.
 *
 * @param p50 of the accesses that were timed one by one
 * @param p99 of them
 * @param p999 of them
 * @param batch the mean of accesses in a row, without a clock between
 */
record Sample(double p50, double p99, double p999, double batch) {
    /** For a number that is not measured. */
    static final double NONE = -1;

    /** The median of each number over the turns. */
    static Sample median(List<Sample> turns) {
        return new Sample(
                median(turns, Sample::p50),
                median(turns, Sample::p99),
                median(turns, Sample::p999),
                median(turns, Sample::batch));
    }

    private static double median(List<Sample> turns, ToDoubleFunction<Sample> number) {
        double[] sorted = turns.stream().mapToDouble(number).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no turn has been measured");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
