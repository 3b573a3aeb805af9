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

/** 32-bit reads of edu, whose handler is one small {@code switch} or two. */
@State(Scope.Thread)
public class EduReads {
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
        offsets = registers.of(Offsets.EDU_READ);
    }

    /** The design chosen: the handler that the processor wrote. */
    @Benchmark
    @Baseline
    public int generated() {
        return generated.read32(offset());
    }

    /** Design A. */
    @Benchmark
    public int methodTable() {
        return methodTable.read32(offset());
    }

    /** Design B'. */
    @Benchmark
    public int fluent() {
        return fluent.read32(offset());
    }

    /** Design C. */
    @Benchmark
    public int records() {
        return records.read32(offset());
    }

    private int offset() {
        return offsets[next++ & (AccessPattern.LENGTH - 1)];
    }
}
