package dev.barista.benchmarks.messages;

import dev.barista.benchmarks.Baseline;
import dev.barista.vfiouser.WaitPolicy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read of one of many devices in a process, beside a read of the only one. */
public class ManyDevices {
    private static final int MANY = 32;

    /** The only one. */
    @Benchmark
    @Baseline
    public int only(One one) {
        return one.edu.read(0);
    }

    /** Always the same of 32: what it costs that others are there. */
    @Benchmark
    public int oneOfMany(Many many) {
        return many.edus.read(0);
    }

    /** Each of 32 in its turn: each read wakes another thread. */
    @Benchmark
    public int eachOfMany(Many many) {
        return many.edus.read(many.next++ & (MANY - 1));
    }

    /** One device. */
    @State(Scope.Thread)
    public static class One {
        private final ServedEdus edu = new ServedEdus(1, new WaitPolicy.Block());

        /** Closes it. */
        @TearDown
        public void close() {
            edu.close();
        }
    }

    /** 32 devices. */
    @State(Scope.Thread)
    public static class Many {
        private final ServedEdus edus = new ServedEdus(MANY, new WaitPolicy.Block());
        private int next;

        /** Closes them. */
        @TearDown
        public void close() {
            edus.close();
        }
    }
}
