package dev.barista.spi.binding;

import dev.barista.spi.BarKind;

import java.util.List;

/**
 * A declared BAR and its registers.
 *
 * @param size bytes, a power of two
 * @param registers in order of offset
 */
public record BarDescription(
        int index,
        int size,
        BarKind kind,
        boolean prefetchable,
        List<RegisterDescription> registers) {
    /** Copies the list. */
    public BarDescription {
        registers = List.copyOf(registers);
    }
}
