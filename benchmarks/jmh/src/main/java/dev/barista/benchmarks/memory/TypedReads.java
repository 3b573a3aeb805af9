package dev.barista.benchmarks.memory;

import dev.barista.benchmarks.Baseline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** 32-bit reads that stay within 32 KiB, so that they measure the way and not the memory. */
@State(Scope.Thread)
public class TypedReads {
    private static final int MASK = (32 << 10) - 1;
    private static final int STEP = 68;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final GuestRam ram = new GuestRam();
    private int next;
    private long region;

    /** The segment itself. */
    @Benchmark
    @Baseline
    public int segment() {
        return ram.low.get(INT, offset());
    }

    /** By guest address, in the region of the access before. */
    @Benchmark
    public int sameRegion() {
        return ram.map.readInt(offset());
    }

    /** By guest address, in the other region each time. */
    @Benchmark
    public int alternatingRegions() {
        region ^= GuestRam.HIGH;
        return ram.map.readInt(region + offset());
    }

    /** Frees the memory. */
    @TearDown
    public void close() {
        ram.close();
    }

    private int offset() {
        next = (next + STEP) & MASK;
        return next;
    }
}
