package dev.barista.hyperv.hdv;

import dev.barista.hyperv.ffi.devicehost.KernelSection;
import dev.barista.runtime.partition.BarMemory;

import java.lang.foreign.MemorySegment;

/** The mapped pages of a BAR as a section, which the guest gets in place of the BAR's pages. */
final class SectionMemory implements BarMemory {
    private final KernelSection section;

    SectionMemory(long bytes) {
        section = new KernelSection(bytes);
    }

    KernelSection section() {
        return section;
    }

    @Override
    public MemorySegment segment() {
        return section.segment();
    }

    @Override
    public void close() {
        section.close();
    }
}
