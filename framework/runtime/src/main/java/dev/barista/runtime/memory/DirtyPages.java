package dev.barista.runtime.memory;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Which pages have been written, by DMA address. Used on the thread that executes the device.
 *
 * <p>Only stretches of addresses that have been written take memory. A device that writes all over
 * a huge range fills {@link #MOST_STRETCHES} of them; from then on every page counts as written
 * until the log is started anew, which costs whoever asks a copy and is never wrong.
 */
final class DirtyPages {
    /** What is remembered: pages of 4 KiB. */
    static final long PAGE_SIZE = 4096;

    static final int MOST_STRETCHES = 1 << 16;

    private static final int PAGE_BITS = 12;
    private static final int STRETCH_BITS = 12; // pages: 16 MiB of addresses

    private final Map<Long, long[]> stretches = new HashMap<>();
    private boolean everything;

    /** The stretch that was written last; devices stay in one for long. */
    private long recentIndex = -1;

    private long @Nullable [] recent;

    /** Remembers a write; the range is not empty and does not wrap round. */
    void mark(long address, long length) {
        long last = (address + (length - 1)) >>> PAGE_BITS;
        for (long page = address >>> PAGE_BITS; page <= last && !everything; page++) {
            long[] bits = stretch(page >>> STRETCH_BITS);
            if (bits != null) {
                int bit = (int) page & ((1 << STRETCH_BITS) - 1);
                bits[bit >> 6] |= 1L << bit;
            }
        }
    }

    private long @Nullable [] stretch(long index) {
        if (index == recentIndex) {
            return recent;
        }
        long[] bits = stretches.get(index);
        if (bits == null) {
            if (stretches.size() == MOST_STRETCHES) {
                everything = true;
                return null;
            }
            bits = new long[(1 << STRETCH_BITS) / Long.SIZE];
            stretches.put(index, bits);
        }
        recentIndex = index;
        recent = bits;
        return bits;
    }

    /**
     * Sets the bit of every page of a range that has been written, and forgets those that lie in
     * the range as a whole. The range is not empty and does not wrap round.
     */
    void report(long address, long length, long pageSize, long[] bitmap) {
        Report report = new Report(address, address + (length - 1), pageSize, bitmap);
        if (everything) {
            report.add(address, address + (length - 1));
            return;
        }
        long firstStretch = address >>> PAGE_BITS >>> STRETCH_BITS;
        long lastStretch = report.last >>> PAGE_BITS >>> STRETCH_BITS;
        if (lastStretch - firstStretch < stretches.size()) {
            for (long index = firstStretch; index <= lastStretch; index++) {
                long[] bits = stretches.get(index);
                if (bits != null) {
                    report.addAndClear(index, bits);
                }
            }
            return;
        }
        stretches.forEach(
                (index, bits) -> {
                    if (index >= firstStretch && index <= lastStretch) {
                        report.addAndClear(index, bits);
                    }
                });
    }

    /** One answer on its way. Addresses are unsigned, and {@code last} is inclusive. */
    private static final class Report {
        private final long first;
        private final long last;
        private final int shift;
        private final long[] bitmap;

        Report(long first, long last, long pageSize, long[] bitmap) {
            this.first = first;
            this.last = last;
            this.shift = Long.numberOfTrailingZeros(pageSize);
            this.bitmap = bitmap;
        }

        void addAndClear(long stretch, long[] bits) {
            for (int word = 0; word < bits.length; word++) {
                for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
                    int bit = (word << 6) + Long.numberOfTrailingZeros(rest);
                    long start = ((stretch << STRETCH_BITS) + bit) << PAGE_BITS;
                    long end = start + (PAGE_SIZE - 1);
                    if (Long.compareUnsigned(end, first) < 0
                            || Long.compareUnsigned(start, last) > 0) {
                        continue;
                    }
                    add(start, end);
                    if (Long.compareUnsigned(start, first) >= 0
                            && Long.compareUnsigned(end, last) <= 0) {
                        bits[word] &= ~(1L << bit);
                    }
                }
            }
        }

        /** Sets the bits of all pages that an inclusive range touches inside what was asked for. */
        void add(long start, long end) {
            long from = Long.compareUnsigned(start, first) < 0 ? 0 : start - first;
            long to = (Long.compareUnsigned(end, last) > 0 ? last : end) - first;
            for (long bit = from >>> shift; bit <= to >>> shift; bit++) {
                bitmap[(int) (bit >>> 6)] |= 1L << bit;
            }
        }
    }
}
