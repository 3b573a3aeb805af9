package dev.barista.runtime.partition;

import java.lang.foreign.MemorySegment;

/**
 * Memory for the mapped pages of one BAR, which a partition has made so that it can give guests the
 * same pages: a file in memory, a section, or nothing of the kind where no guest maps anything.
 */
public interface BarMemory extends AutoCloseable {
    /**
     * The bytes by offset in the BAR, page-aligned, zeros at first; usable from any thread until
     * {@link #close}.
     */
    MemorySegment segment();

    /** Gives the memory back, when nobody here uses it any more. Guests may keep their mappings. */
    @Override
    void close();
}
