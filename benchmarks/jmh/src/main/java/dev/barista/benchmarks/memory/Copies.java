package dev.barista.benchmarks.memory;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.memory.ffi.LibraryCopy;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemorySegment;

/** A descriptor, a page, a large transfer: from guest memory and back. */
@State(Scope.Thread)
public class Copies {
    private static final long ADDRESS = 0x10_0000;

    /** Bytes. */
    @Param({"64", "4096", "1048576"})
    public int size = 64;

    private final GuestRam ram = new GuestRam();
    private MemorySegment guest = MemorySegment.NULL;
    private MemorySegment host = MemorySegment.NULL;

    /** Cuts the segments. */
    @Setup
    public void cut() {
        guest = ram.low.asSlice(ADDRESS, size);
        host = ram.allocate(size);
    }

    /** The segment's own copy. */
    @Benchmark
    @Baseline
    public void segment() {
        MemorySegment.copy(guest, 0, host, 0, size);
    }

    /** By guest address, to the host. */
    @Benchmark
    public void read() {
        ram.map.read(ADDRESS, host);
    }

    /** By guest address, to the guest. */
    @Benchmark
    public void write() {
        ram.map.write(ADDRESS, host);
    }

    /** C's. */
    @Benchmark
    public void memcpy() {
        LibraryCopy.copy(guest, host);
    }

    /** Frees the memory. */
    @TearDown
    public void close() {
        ram.close();
    }
}
