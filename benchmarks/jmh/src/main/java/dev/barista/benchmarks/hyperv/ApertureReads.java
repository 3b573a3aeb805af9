package dev.barista.benchmarks.hyperv;

import dev.barista.benchmarks.Baseline;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** 64-bit reads of guest memory whose pages are mapped already, all in one page or from two. */
@State(Scope.Thread)
public class ApertureReads {
    private static final int MASK = (4 << 10) - 8;
    private static final int STEP = 136;
    private static final long OTHER_PAGE = 64 << 10;
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TappedMemory tap = new TappedMemory();
    private int next;
    private long page;

    /** Memory of this process. */
    @Benchmark
    @Baseline
    public long segment() {
        return tap.own.get(LONG, offset());
    }

    /** The aperture of the read before. */
    @Benchmark
    public long sameAperture() {
        return tap.memory.readLong(offset());
    }

    /** Another aperture each time. */
    @Benchmark
    public long alternatingApertures() {
        page ^= OTHER_PAGE;
        return tap.memory.readLong(page + offset());
    }

    private int offset() {
        next = (next + STEP) & MASK;
        return next;
    }

    /** Ends the host. */
    @TearDown
    public void close() {
        tap.close();
    }
}
