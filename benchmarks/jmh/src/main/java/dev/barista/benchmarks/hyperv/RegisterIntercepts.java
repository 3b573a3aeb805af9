package dev.barista.benchmarks.hyperv;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.hyperv.ffi.StandIn;
import dev.barista.hyperv.compute.ComputeSystem;
import dev.barista.hyperv.hdv.FlexibleIovDevice;
import dev.barista.hyperv.hdv.HostingModel;
import dev.barista.hyperv.hdv.HyperVPartition;
import dev.barista.runtime.HdvHost;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemorySegment;
import java.util.Map;

/**
 * Four bytes of edu's liveness register, from a thread of C through callback, port and handler and
 * back; beside a callback of the same type that does nothing. The loop is in C.
 */
@State(Scope.Thread)
public class RegisterIntercepts {
    private static final int CALLS = 200_000;
    private static final long LIVENESS = 0x04;

    private final StandIn standIn = StandIn.load(1 << 20);
    private final ComputeSystem system = StandInSystem.create();
    private final HdvHost host =
            HdvHost.builder()
                    .partition(new HyperVPartition(system, HostingModel.EXTERNAL))
                    .device("edu", Map.of())
                    .open();
    private final MemorySegment edu =
            StandIn.guid(
                    FlexibleIovDevice.of("edu", "edu", HostingModel.EXTERNAL, Map.of())
                            .instanceId());

    /** What being called costs. */
    @Benchmark
    @Baseline
    @OperationsPerInvocation(CALLS)
    public void bareUpcall() {
        standIn.callBare(CALLS);
    }

    /** ReadInterceptedMemory. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void read() {
        standIn.access(edu, false, LIVENESS, CALLS);
    }

    /** WriteInterceptedMemory. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void write() {
        standIn.access(edu, true, LIVENESS, CALLS);
    }

    /** Ends the host. */
    @TearDown
    public void close() {
        host.close();
        StandInSystem.end(system);
    }
}
