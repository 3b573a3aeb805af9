package dev.barista.testkit;

import dev.barista.runtime.memory.MemoryRegion;
import dev.barista.runtime.partition.DeviceEndpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The guest's RAM, zeroed, and what else the device can reach by DMA. For one thread at a time. */
public final class GuestRam {
    private final MemorySegment ram;
    private final DeviceEndpoint device;
    private final Arena arena;
    private long next;

    GuestRam(MemorySegment ram, DeviceEndpoint device, Arena arena) {
        this.ram = ram;
        this.device = device;
        this.arena = arena;
    }

    /** The bytes of RAM; it starts at guest address 0. */
    public long size() {
        return ram.byteSize();
    }

    /**
     * Sets whole pages of RAM aside that no earlier call has returned.
     *
     * @throws IllegalStateException if not enough is left
     */
    public DmaBuffer allocate(long size) {
        return allocate(size, 4096);
    }

    /**
     * Sets RAM aside that no earlier call has returned.
     *
     * @param alignment of the address; a power of two
     * @throws IllegalStateException if not enough is left
     */
    public DmaBuffer allocate(long size, long alignment) {
        long address = (next + alignment - 1) & -alignment;
        if (size > ram.byteSize() - address) {
            throw new IllegalStateException(
                    "%d bytes of RAM are too few; @DeviceTest(ram = …) gives more"
                            .formatted(ram.byteSize()));
        }
        next = address + size;
        return at(address, size);
    }

    /**
     * The RAM at an address, set aside or not.
     *
     * @throws IndexOutOfBoundsException if the range is not in RAM
     */
    public DmaBuffer at(long address, long size) {
        return new DmaBuffer(address, ram.asSlice(address, size));
    }

    /**
     * Lets the device reach further memory, beyond RAM.
     *
     * @throws IllegalArgumentException if the range overlaps what is there
     */
    public DmaBuffer map(long address, long size) {
        return map(address, size, true, true);
    }

    /**
     * Lets the device reach further memory that it may only read.
     *
     * @throws IllegalArgumentException if the range overlaps what is there
     */
    public DmaBuffer mapReadOnly(long address, long size) {
        return map(address, size, true, false);
    }

    /**
     * Takes memory away that {@link #map} gave, and returns when the device no longer uses it.
     *
     * @throws IllegalArgumentException if it is not there
     */
    public void unmap(DmaBuffer memory) {
        if (!device.unmap(memory.address(), memory.size())) {
            throw new IllegalArgumentException(
                    "no 0x%x bytes are mapped at 0x%x".formatted(memory.size(), memory.address()));
        }
    }

    private DmaBuffer map(long address, long size, boolean readable, boolean writable) {
        MemorySegment segment = arena.allocate(size, Long.BYTES);
        device.map(MemoryRegion.mapped(address, segment, readable, writable, () -> {}));
        return new DmaBuffer(address, segment);
    }
}
