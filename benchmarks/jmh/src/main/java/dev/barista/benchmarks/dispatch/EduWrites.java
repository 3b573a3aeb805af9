package dev.barista.benchmarks.dispatch;

import dev.barista.benchmarks.Baseline;
import dev.barista.benchmarks.HostlessContext;
import dev.barista.benchmarks.dispatch.alternatives.FluentEdu;
import dev.barista.benchmarks.dispatch.alternatives.FluentRegisters;
import dev.barista.benchmarks.dispatch.alternatives.MethodTable;
import dev.barista.benchmarks.dispatch.alternatives.MethodTableEdu;
import dev.barista.benchmarks.dispatch.alternatives.RecordEdu;
import dev.barista.spi.binding.BarHandler;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 32-bit writes to edu: a hook, a mask, and two registers without storage. */
@State(Scope.Thread)
public class EduWrites {
    private static final int VALUE = 0x81;

    /** Which registers. */
    @Param public AccessPattern registers = AccessPattern.ONE;

    private final BarHandler generated = HostlessContext.handler("edu");
    private final MethodTable methodTable = MethodTableEdu.table(HostlessContext.NO_INTERRUPTS);
    private final FluentRegisters fluent = FluentEdu.registers(HostlessContext.NO_INTERRUPTS);
    private final RecordEdu records = new RecordEdu(HostlessContext.NO_INTERRUPTS);
    private int[] offsets = {};
    private int next;

    /** Draws the offsets. */
    @Setup
    public void draw() {
        offsets = registers.of(Offsets.EDU_WRITTEN);
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

    /** Design C. */
    @Benchmark
    public void records() {
        records.write32(offset(), VALUE);
    }

    private int offset() {
        return offsets[next++ & (AccessPattern.LENGTH - 1)];
    }
}
