package dev.barista.benchmarks.messages;

import dev.barista.benchmarks.Baseline;
import dev.barista.vfiouser.WaitPolicy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A client's access over a socket to edu and back, by two threads of this process. */
@State(Scope.Thread)
public class RoundTrips {
    /** How the server waits. */
    public enum Waiting {
        /** It sleeps. */
        BLOCK,
        /** It looks. */
        SPIN
    }

    /** How the server waits. */
    @Param public Waiting waiting = Waiting.BLOCK;

    @SuppressWarnings("NullAway.Init") // JMH opens it before the first access
    private ServedEdus edu;

    /** Serves edu, and connects. */
    @Setup
    public void open() {
        WaitPolicy policy =
                switch (waiting) {
                    case BLOCK -> new WaitPolicy.Block();
                    case SPIN -> new WaitPolicy.Spin();
                };
        edu = new ServedEdus(1, policy);
    }

    /** A read, waited for. */
    @Benchmark
    @Baseline
    public int read() {
        return edu.read(0);
    }

    /** A write, posted. */
    @Benchmark
    public int postedWrite() {
        return edu.post(0);
    }

    /** Closes all of it. */
    @TearDown
    public void close() {
        edu.close();
    }
}
