package dev.barista.spi.binding;

import dev.barista.spi.BarKind;

import java.util.List;

/**
 * A declared BAR and its registers.
 *
 * @param size bytes, a power of two
 * @param mapped what of it is memory shared with the guest, in order of offset
 * @param registers in order of offset
 */
public record BarDescription(
        int index,
        int size,
        BarKind kind,
        boolean prefetchable,
        List<MappedPages> mapped,
        List<RegisterDescription> registers) {
    /** Copies the lists. */
    public BarDescription {
        mapped = List.copyOf(mapped);
        registers = List.copyOf(registers);
    }

    /** A BAR without mapped pages. */
    public BarDescription(
            int index,
            int size,
            BarKind kind,
            boolean prefetchable,
            List<RegisterDescription> registers) {
        this(index, size, kind, prefetchable, List.of(), registers);
    }

    /** See {@link dev.barista.spi.Pages}. */
    public record MappedPages(int offset, int size) {
        /** The offset behind the last byte. */
        public int end() {
            return offset + size;
        }
    }

    /** Whether the byte at an offset is memory shared with the guest. */
    public boolean isMapped(int offset) {
        return mapped.stream().anyMatch(it -> offset >= it.offset() && offset < it.end());
    }

    /** The offset behind the last mapped page; 0 if there is none. */
    public int mappedEnd() {
        return mapped.isEmpty() ? 0 : mapped.getLast().end();
    }
}
