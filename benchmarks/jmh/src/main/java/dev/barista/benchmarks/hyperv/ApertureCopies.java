package dev.barista.benchmarks.hyperv;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.memory.ffi.LibraryCopy;
import dev.barista.spi.GuestMemory;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** A page, a large transfer: from guest memory that is mapped already, and back. */
@State(Scope.Thread)
public class ApertureCopies {
    private static final long ADDRESS = 0x10_0000;

    /** Bytes. */
    @Param({"4096", "1048576"})
    public int size = 4096;

    private final TappedMemory tap = new TappedMemory();
    private GuestMemory.@Nullable Pin pin;
    private MemorySegment aperture = MemorySegment.NULL;
    private MemorySegment host = MemorySegment.NULL;

    /** Maps the range in one aperture, and keeps it: the same memory for everybody. */
    @Setup
    public void map() {
        GuestMemory.Pin kept = tap.memory.pin(ADDRESS, size);
        pin = kept;
        aperture = kept.segment();
        host = tap.own.asSlice(ADDRESS, size);
    }

    /** C's, from the aperture. */
    @Benchmark
    @Baseline
    public void memcpy() {
        LibraryCopy.copy(aperture, host);
    }

    /** By guest address, to the host. */
    @Benchmark
    public void read() {
        tap.memory.read(ADDRESS, host);
    }

    /** By guest address, to the guest. */
    @Benchmark
    public void write() {
        tap.memory.write(ADDRESS, host);
    }

    /** Ends the host. */
    @TearDown
    public void close() {
        Objects.requireNonNull(pin).close();
        tap.close();
    }
}
