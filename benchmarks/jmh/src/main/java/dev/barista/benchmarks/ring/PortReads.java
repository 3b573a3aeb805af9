package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read by one thread: what the ring adds to the call on the handler. */
@State(Scope.Thread)
public class PortReads {
    private final HostedEdu edu = new HostedEdu();
    private final AccessPort port = edu.openPort();

    /** The call alone. */
    @Benchmark
    @Baseline
    public int handler() {
        return edu.handler.read32(edu.offset);
    }

    /** A BAR, at the width that has a method of its own. */
    @Benchmark
    public int read32() {
        return port.read32(0, edu.offset);
    }

    /** A BAR, at a width that the caller does not know. */
    @Benchmark
    public long read() {
        return port.read(0, edu.offset, edu.width);
    }

    /** Configuration space. */
    @Benchmark
    public int config() {
        return port.read32(AccessPort.CONFIG, edu.offset);
    }

    /** Closes the host. */
    @TearDown
    public void close() {
        edu.close();
    }
}
