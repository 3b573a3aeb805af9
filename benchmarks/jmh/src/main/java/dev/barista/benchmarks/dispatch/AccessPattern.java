package dev.barista.benchmarks.dispatch;

import java.util.Arrays;
import java.util.Random;

/** Which registers a benchmark accesses, one after the other, for ever. */
public enum AccessPattern {
    /** The same one each time: what a driver does that polls. */
    ONE,

    /** Any, in an order that repeats too late for the branch predictor. */
    ANY;

    /** How many offsets there are before they repeat; a power of two. */
    static final int LENGTH = 4096;

    /** {@link #LENGTH} of these offsets, the same in every run. */
    int[] of(int[] offsets) {
        int[] order = new int[LENGTH];
        switch (this) {
            case ONE -> Arrays.fill(order, offsets[0]);
            case ANY -> {
                Random random = new Random(1);
                Arrays.setAll(order, i -> offsets[random.nextInt(offsets.length)]);
            }
        }
        return order;
    }
}
