package dev.barista.benchmarks.dispatch;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.HostlessContext;
import dev.barista.benchmarks.dispatch.alternatives.FluentRegisterFile;
import dev.barista.benchmarks.dispatch.alternatives.FluentRegisters;
import dev.barista.benchmarks.dispatch.alternatives.MethodTable;
import dev.barista.benchmarks.dispatch.alternatives.MethodTableRegisterFile;
import dev.barista.spi.binding.BarHandler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 32-bit writes to {@link RegisterFile}, whose handler is divided by page. */
@State(Scope.Thread)
public class RegisterFileWrites {
    private static final int VALUE = 0x81;

    /** Which registers. */
    @Param public AccessPattern registers = AccessPattern.ONE;

    private final BarHandler generated = HostlessContext.handler("register-file");
    private final MethodTable methodTable = MethodTableRegisterFile.table();
    private final FluentRegisters fluent = FluentRegisterFile.registers();
    private int[] offsets = {};
    private int next;

    /** Draws the offsets. */
    @Setup
    public void draw() {
        offsets = registers.of(Offsets.FILE_WRITTEN);
    }

    /** The design chosen: the handler that the processor wrote. */
    @Benchmark
    @Baseline
    public void generated() {
        generated.write32(offset(), VALUE);
    }

    /** Design A. */
    @Benchmark
    public void methodTable() {
        methodTable.write32(offset(), VALUE);
    }

    /** Design B'. */
    @Benchmark
    public void fluent() {
        fluent.write32(offset(), VALUE);
    }

    private int offset() {
        return offsets[next++ & (AccessPattern.LENGTH - 1)];
    }
}
