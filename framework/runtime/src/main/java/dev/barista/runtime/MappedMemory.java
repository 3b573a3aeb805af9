package dev.barista.runtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.barista.runtime.partition.BarMemory;
import dev.barista.runtime.partition.Partition;
import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.BarDescription.MappedPages;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.StateReader;
import dev.barista.spi.binding.StateWriter;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.TreeMap;

/** The mapped pages of all BARs of a device. */
final class MappedMemory implements AutoCloseable {
    private final String device;
    private final DeviceDescription description;
    private final Map<Integer, BarMemory> byBar = new TreeMap<>();

    /** Memory of a partition; nothing is left behind if it has none. */
    MappedMemory(String instanceName, DeviceDescription description, Partition partition) {
        this.device = instanceName;
        this.description = description;
        try {
            for (BarDescription bar : description.bars()) {
                if (!bar.mapped().isEmpty()) {
                    byBar.put(bar.index(), partition.allocate(instanceName, bar));
                }
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The memory of a BAR.
     *
     * @throws IllegalArgumentException if it has no mapped pages
     */
    BarMemory of(int bar) {
        BarMemory memory = byBar.get(bar);
        if (memory == null) {
            throw new IllegalArgumentException(
                    "BAR %d of %s has no mapped pages".formatted(bar, device));
        }
        return memory;
    }

    /** Whether a BAR has mapped pages. */
    boolean has(int bar) {
        return byBar.containsKey(bar);
    }

    /** Makes all pages zero. */
    void clear() {
        for (BarDescription bar : description.bars()) {
            for (MappedPages area : bar.mapped()) {
                segment(bar, area).fill((byte) 0);
            }
        }
    }

    void save(StateWriter out) {
        for (BarDescription bar : description.bars()) {
            for (MappedPages area : bar.mapped()) {
                out.putBytes(name(bar, area), segment(bar, area).toArray(JAVA_BYTE));
            }
        }
    }

    void restore(StateReader in) {
        for (BarDescription bar : description.bars()) {
            for (MappedPages area : bar.mapped()) {
                byte[] bytes = in.getBytes(name(bar, area), area.size());
                segment(bar, area).copyFrom(MemorySegment.ofArray(bytes));
            }
        }
    }

    @Override
    public void close() {
        byBar.values().forEach(BarMemory::close);
        byBar.clear();
    }

    private MemorySegment segment(BarDescription bar, MappedPages area) {
        return of(bar.index()).segment().asSlice(area.offset(), area.size());
    }

    /** An entry's name; no field's, which has no colon. */
    private static String name(BarDescription bar, MappedPages area) {
        return "bar%d:0x%x".formatted(bar.index(), area.offset());
    }
}
