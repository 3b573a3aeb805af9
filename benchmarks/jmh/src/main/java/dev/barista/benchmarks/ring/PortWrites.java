package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A write by one thread: what the ring adds to the call on the handler. */
@State(Scope.Thread)
public class PortWrites {
    private final HostedEdu edu = new HostedEdu();
    private final AccessPort port = edu.openPort();

    /** The call alone. */
    @Benchmark
    @Baseline
    public void handler() {
        edu.handler.write32(edu.offset, edu.value);
    }

    /** Posted, at the width that has a method of its own. */
    @Benchmark
    public void post32() {
        port.post32(0, edu.offset, edu.value);
    }

    /** Posted, at a width that the caller does not know. */
    @Benchmark
    public void post() {
        port.post(0, edu.offset, edu.width, edu.value);
    }

    /** Not posted. */
    @Benchmark
    public void write() {
        port.write(0, edu.offset, edu.width, edu.value);
    }

    /** Closes the host. */
    @TearDown
    public void close() {
        edu.close();
    }
}
