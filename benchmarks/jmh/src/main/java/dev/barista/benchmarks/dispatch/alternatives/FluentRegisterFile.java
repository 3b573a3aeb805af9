package dev.barista.benchmarks.dispatch.alternatives;

import dev.barista.benchmarks.dispatch.alternatives.FluentRegister.Mode;

/** The 32-bit registers of the large register file as {@link FluentRegisters}. */
public final class FluentRegisterFile {
    private static final int STATISTICS = 48;
    private static final int QUEUES = 32;
    private static final int STRIDE = 0x20;

    private FluentRegisterFile() {}

    /** The registers of a new device. */
    public static FluentRegisters registers() {
        FluentRegisters registers = new FluentRegisters();
        registers.define(0x00, 0x4e49_4331).withField(0, 32, Mode.READ_ONLY);
        registers.define(0x04).withField(0, 8, Mode.READ_WRITE).withField(8, 24, Mode.READ_ONLY);
        registers.define(0x08, 3).withField(0, 32, Mode.READ_ONLY);
        registers.define(0x0c).withField(0, 32, Mode.WRITE_ONE_TO_CLEAR);
        registers.define(0x10).withField(0, 32, Mode.READ_WRITE);
        registers.define(0x14).withField(0, 16, Mode.READ_WRITE).withField(16, 16, Mode.RESERVED);
        for (int i = 0; i < STATISTICS; i++) {
            registers.define(0x400 + i * Integer.BYTES).withField(0, 32, Mode.READ_TO_CLEAR);
        }
        for (int queue = 0; queue < QUEUES; queue++) {
            defineQueue(registers, 0x1000 + queue * STRIDE);
        }
        return registers;
    }

    private static void defineQueue(FluentRegisters registers, int start) {
        registers
                .define(start + 0x08)
                .withField(0, 16, Mode.READ_WRITE)
                .withField(16, 16, Mode.READ_ONLY);
        FluentRegister head = registers.define(start + 0x0c).withField(0, 32, Mode.READ_ONLY);
        registers
                .define(start + 0x10)
                .withField(0, 16, Mode.READ_WRITE)
                .withWriteCallback((before, written) -> head.value = written & 0xffff);
        registers.define(start + 0x14).withField(0, 32, Mode.WRITE_ONE_TO_CLEAR);
    }
}
