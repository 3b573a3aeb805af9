package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.HostlessContext;
import dev.barista.benchmarks.ring.alternatives.ConsumerThread;
import dev.barista.benchmarks.ring.alternatives.ConsumerThread.Waiting;
import dev.barista.benchmarks.ring.alternatives.ReplyCell;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.BarHandler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A read by one thread, executed there or handed over to a thread of the device. */
public class HandOver {
    /** The design chosen. */
    @Benchmark
    @Baseline
    public int baton(Here here) {
        return here.port.read32(0, here.edu.offset);
    }

    /** The Disruptor with a consumer. */
    @Benchmark
    public int consumerThread(There there) {
        return there.consumer.read32(there.offset, there.reply);
    }

    /** Executes its own access. */
    @State(Scope.Thread)
    public static class Here {
        private final HostedEdu edu = new HostedEdu();
        private final AccessPort port = edu.openPort();

        /** Closes the host. */
        @TearDown
        public void close() {
            edu.close();
        }
    }

    /** Hands it over. */
    @State(Scope.Thread)
    public static class There {
        /** How both threads wait. */
        @Param public Waiting waiting = Waiting.BUSY_SPIN;

        private final BarHandler handler = HostlessContext.handler("edu");
        private final ReplyCell reply = new ReplyCell();
        private int offset = 0x04;

        @SuppressWarnings("NullAway.Init") // JMH starts it before the first access
        private ConsumerThread consumer;

        /** Starts the consumer. */
        @Setup
        public void start() {
            consumer = new ConsumerThread(handler, waiting);
        }

        /** Ends it. */
        @TearDown
        public void end() {
            consumer.close();
        }
    }
}
