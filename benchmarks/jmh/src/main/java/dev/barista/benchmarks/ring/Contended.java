package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.ring.alternatives.Locked;
import dev.barista.benchmarks.ring.alternatives.PublishAlways;
import dev.barista.benchmarks.ring.alternatives.ReplyCell;
import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** A device that two threads access without a pause: the time each of them needs for an access. */
@State(Scope.Benchmark)
@Threads(2)
public class Contended {
    private final HostedEdu edu = new HostedEdu();
    private final PublishAlways multiProducer = PublishAlways.multiProducer(edu.handler);
    private final Locked locked = new Locked(edu.handler);

    /** The design chosen; both read. */
    @Benchmark
    @Baseline
    public int baton(Caller caller) {
        return caller.port.read32(0, edu.offset);
    }

    /** The design chosen; both post writes. */
    @Benchmark
    public void batonPosted(Caller caller) {
        caller.port.post32(0, edu.offset, edu.value);
    }

    /** Each access an event, in a ring for many producers. */
    @Benchmark
    public int publishAlways(Caller caller) {
        return multiProducer.read32(edu.offset, caller.reply);
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

    /** What each thread has of its own. */
    @State(Scope.Thread)
    public static class Caller {
        private final ReplyCell reply = new ReplyCell();

        @SuppressWarnings("NullAway.Init") // JMH opens it before the thread's first access
        private AccessPort port;

        /** Opens the port, on the thread that uses it. */
        @Setup
        public void open(Contended device) {
            port = device.edu.openPort();
        }
    }
}
