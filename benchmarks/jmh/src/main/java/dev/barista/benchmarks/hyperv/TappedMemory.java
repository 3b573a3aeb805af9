package dev.barista.benchmarks.hyperv;

import dev.barista.benchmarks.hyperv.ffi.StandIn;
import dev.barista.hyperv.hdv.HostingModel;
import dev.barista.hyperv.hdv.HyperVPartition;
import dev.barista.runtime.HdvHost;
import dev.barista.spi.GuestMemory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The guest memory of a device on Hyper-V, and as much memory of this process. */
final class TappedMemory {
    static final long SIZE = 16L << 20;

    private final HdvHost host = open();
    private final Arena arena = Arena.ofShared();
    final GuestMemory memory = Objects.requireNonNull(MemoryTap.TAPPED.get());
    final MemorySegment own = arena.allocate(SIZE, 4096).fill((byte) 1);

    private static HdvHost open() {
        StandIn.load(SIZE);
        return HdvHost.builder()
                .partition(new HyperVPartition(0x1234_5670, new UUID(1, 2), HostingModel.EXTERNAL))
                .device(new MemoryTap_Type(), Map.of())
                .open();
    }

    void close() {
        host.close();
        arena.close();
    }
}
