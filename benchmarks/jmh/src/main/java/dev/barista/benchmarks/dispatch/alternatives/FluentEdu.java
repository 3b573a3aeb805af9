package dev.barista.benchmarks.dispatch.alternatives;

import dev.barista.benchmarks.dispatch.alternatives.FluentRegister.Mode;
import dev.barista.spi.Interrupts;

/** Edu's registers as {@link FluentRegisters}. */
public final class FluentEdu {
    private static final int COMPUTING = 0x01;

    private final FluentRegisters registers = new FluentRegisters();
    private final Interrupts interrupts;
    private final FluentRegister liveness;
    private final FluentRegister factorial;
    private final FluentRegister status;
    private final FluentRegister interruptStatus;

    private FluentEdu(Interrupts interrupts) {
        this.interrupts = interrupts;
        registers.define(0x00, 0x0100_00ed).withField(0, 32, Mode.READ_ONLY);
        liveness = registers.define(0x04).withField(0, 32, Mode.READ_WRITE);
        factorial = registers.define(0x08).withField(0, 32, Mode.READ_WRITE);
        status =
                registers
                        .define(0x20)
                        .withFlag(0, Mode.READ_ONLY)
                        .withField(1, 6, Mode.RESERVED)
                        .withFlag(7, Mode.READ_WRITE)
                        .withField(8, 24, Mode.RESERVED);
        interruptStatus = registers.define(0x24).withField(0, 32, Mode.READ_ONLY);
    }

    /** The registers of a new device. */
    public static FluentRegisters registers(Interrupts interrupts) {
        FluentEdu edu = new FluentEdu(interrupts);
        edu.liveness.withWriteCallback((before, written) -> edu.liveness.value = ~written);
        edu.factorial.withWriteCallback((before, written) -> edu.factorialWritten(before));
        edu.registers.define(0x60).withWriteCallback((before, written) -> edu.raise(written));
        edu.registers.define(0x64).withWriteCallback((before, written) -> edu.acknowledge(written));
        return edu.registers;
    }

    private void factorialWritten(int before) {
        if ((status.value & COMPUTING) != 0) {
            factorial.value = before;
        }
    }

    private void raise(int reasons) {
        interruptStatus.value |= reasons;
        if (interruptStatus.value != 0) {
            interrupts.signal(0);
        }
    }

    private void acknowledge(int reasons) {
        interruptStatus.value &= ~reasons;
        if (interruptStatus.value == 0) {
            interrupts.clear(0);
        }
    }
}
