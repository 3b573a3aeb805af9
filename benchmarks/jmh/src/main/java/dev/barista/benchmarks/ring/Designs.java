package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.ring.alternatives.Locked;
import dev.barista.benchmarks.ring.alternatives.PublishAlways;
import dev.barista.benchmarks.ring.alternatives.ReplyCell;
import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read by one thread, in designs that need no other thread. */
@State(Scope.Thread)
public class Designs {
    private final HostedEdu edu = new HostedEdu();
    private final AccessPort port = edu.openPort();
    private final PublishAlways multiProducer = PublishAlways.multiProducer(edu.handler);
    private final PublishAlways singleProducer = PublishAlways.singleProducer(edu.handler);
    private final Locked locked = new Locked(edu.handler);
    private final ReplyCell reply = new ReplyCell();

    /** The design chosen, with a host, its checks and its faults. */
    @Benchmark
    @Baseline
    public int baton() {
        return port.read32(0, edu.offset);
    }

    /** Each access an event, in a ring for many producers. */
    @Benchmark
    public int publishAlways() {
        return multiProducer.read32(edu.offset, reply);
    }

    /** Each access an event, in a ring for one producer. */
    @Benchmark
    public int publishAlwaysOneProducer() {
        return singleProducer.read32(edu.offset, reply);
    }

    /** A lock. */
    @Benchmark
    public int reentrantLock() {
        return locked.readLocked(edu.offset);
    }

    /** A monitor. */
    @Benchmark
    public int synchronizedBlock() {
        return locked.readSynchronized(edu.offset);
    }

    /** Closes the host. */
    @TearDown
    public void close() {
        edu.close();
    }
}
