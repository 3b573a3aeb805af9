package dev.barista.benchmarks.messages;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.barista.benchmarks.Baseline;
import dev.barista.vfiouser.protocol.MessageHeader;
import dev.barista.vfiouser.protocol.RegionAccess;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Taking a request apart: every field that the server looks at. */
@State(Scope.Thread)
public class Parsing {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment = arena.allocate(4096);
    private final MessageHeader header = new MessageHeader();
    private final RegionAccess access = new RegionAccess();

    /** Messages begin anywhere. */
    private long start = 36;

    /** Writes the request. */
    @Setup
    public void write() {
        RegionMessages.putRead(segment.asSlice(start), 4);
    }

    /** By offsets, without names. */
    @Benchmark
    @Baseline
    public long offsets() {
        return segment.get(JAVA_SHORT_UNALIGNED, start)
                + segment.get(JAVA_SHORT_UNALIGNED, start + 2)
                + segment.get(JAVA_INT_UNALIGNED, start + 4)
                + segment.get(JAVA_INT_UNALIGNED, start + 8)
                + segment.get(JAVA_LONG_UNALIGNED, start + 16)
                + segment.get(JAVA_INT_UNALIGNED, start + 24)
                + segment.get(JAVA_INT_UNALIGNED, start + 28);
    }

    /** The design chosen. */
    @Benchmark
    public long flyweights() {
        header.wrap(segment, start);
        access.wrap(segment, start + MessageHeader.SIZE);
        return header.messageId()
                + header.command()
                + header.messageSize()
                + header.flags()
                + access.offset()
                + access.region()
                + access.count();
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        arena.close();
    }
}
