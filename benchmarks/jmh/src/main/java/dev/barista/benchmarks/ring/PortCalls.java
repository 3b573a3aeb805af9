package dev.barista.benchmarks.ring;

import dev.barista.benchmarks.Baseline;
import dev.barista.runtime.ring.AccessPort;
import dev.barista.spi.binding.BarHandler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.CompilerControl.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A read by one thread, as a partition makes it: region and offset come out of a message, the
 * handler out of a table, and the call is too far from the loop to become a part of it. In {@link
 * PortReads} the compiler knows the handler and folds it into the loop, so that its baseline is a
 * load and a compare: less than any caller has.
 */
@State(Scope.Thread)
public class PortCalls {
    private final HostedEdu edu = new HostedEdu();
    private final AccessPort port = edu.openPort();
    private final BarHandler[] handlers = {edu.handler, edu.handler};
    private int region;

    /** The call alone. */
    @Benchmark
    @Baseline
    public int handler() {
        return read(handlers, region, edu.offset);
    }

    /** Through the ring. */
    @Benchmark
    public int read32() {
        return read(port, region, edu.offset);
    }

    @CompilerControl(Mode.DONT_INLINE)
    private static int read(BarHandler[] handlers, int region, int offset) {
        return handlers[region].read32(offset);
    }

    @CompilerControl(Mode.DONT_INLINE)
    private static int read(AccessPort port, int region, int offset) {
        return port.read32(region, offset);
    }

    /** Closes the host. */
    @TearDown
    public void close() {
        edu.close();
    }
}
