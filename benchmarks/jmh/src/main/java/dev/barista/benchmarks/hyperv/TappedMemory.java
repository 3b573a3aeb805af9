package dev.barista.benchmarks.hyperv;

import dev.barista.benchmarks.hyperv.ffi.StandIn;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.hdv.HostingModel;
import dev.barista.hyperv.hdv.HyperVPartition;
import dev.barista.runtime.HdvHost;
import dev.barista.spi.GuestMemory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;

/** The guest memory of a device on Hyper-V, and as much memory of this process. */
final class TappedMemory {
    static final long SIZE = 16L << 20;

    private final ComputeSystem system = system();
    private final HdvHost host = open(system);
    private final Arena arena = Arena.ofShared();
    final GuestMemory memory = Objects.requireNonNull(MemoryTap.TAPPED.get());
    final MemorySegment own = arena.allocate(SIZE, 4096).fill((byte) 1);

    private static ComputeSystem system() {
        StandIn.load(SIZE);
        return StandInSystem.create();
    }

    private static HdvHost open(ComputeSystem system) {
        return HdvHost.builder()
                .partition(new HyperVPartition(system, HostingModel.EXTERNAL))
                .device(new MemoryTap_Type(), Map.of())
                .open();
    }

    void close() {
        host.close();
        StandInSystem.end(system);
        arena.close();
    }
}
