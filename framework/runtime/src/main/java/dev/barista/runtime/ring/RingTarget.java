package dev.barista.runtime.ring;

import dev.barista.spi.binding.BarHandler;

/**
 * What a ring executes accesses on. Called by the thread that holds the baton, and by one thread at
 * a time.
 */
public interface RingTarget {
    /** Regions: BARs 0 to 5, 6 (the expansion ROM) and {@link AccessPort#CONFIG}. */
    int REGIONS = 8;

    /**
     * The handler of each region, {@link #REGIONS} of them; absent ones answer all ones. Always the
     * same array, whose elements change only while the baton is held.
     */
    BarHandler[] handlers();

    /** The size of each region in bytes, 0 where absent; always the same array. */
    int[] sizes();

    /** Whether the device looks for work by {@link #poll}, in a dedicated thread. */
    default boolean polls() {
        return false;
    }

    /** Lets the device look for work; answers whether there was some. */
    default boolean poll() {
        return false;
    }

    /**
     * An access crosses its region's end, is not aligned to its width, or has no legal width.
     *
     * @return what a read answers
     */
    long illegal(int region, long offset, int width, boolean write);

    /**
     * A handler or task threw.
     *
     * @return what a read answers
     */
    long failed(Throwable cause);
}
