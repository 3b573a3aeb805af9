package dev.barista.benchmarks.dispatch.alternatives;

import dev.barista.spi.Interrupts;

/**
 * Design C: each register is a record, decoded before the device sees it and encoded after. The
 * switches are what a processor would write; for a large register file they would be those of the
 * design chosen.
 *
 * <p>Lost because every write that is kept makes a record that escapes into a field, so every write
 * allocates until the JVM has value classes; the chosen design keeps the record as the description
 * of the bits, and the primitive as the state.
 */
public final class RecordEdu {
    record Liveness(int value) {}

    record Factorial(int value) {}

    record Status(boolean computing, boolean interruptWhenDone) {
        static Status decode(int bits) {
            return new Status((bits & 0x01) != 0, (bits & 0x80) != 0);
        }

        int encode() {
            return (computing ? 0x01 : 0) | (interruptWhenDone ? 0x80 : 0);
        }
    }

    record InterruptStatus(int reasons) {}

    private final Interrupts interrupts;
    private Liveness liveness = new Liveness(0);
    private Factorial factorial = new Factorial(0);
    private Status status = new Status(false, false);
    private InterruptStatus interruptStatus = new InterruptStatus(0);

    /** A new device. */
    public RecordEdu(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    /** Reads 32 bits; all ones where there is no register. */
    public int read32(int offset) {
        return switch (offset) {
            case 0x00 -> 0x0100_00ed;
            case 0x04 -> liveness.value();
            case 0x08 -> factorial.value();
            case 0x20 -> status.encode();
            case 0x24 -> interruptStatus.reasons();
            default -> -1;
        };
    }

    /** Writes 32 bits; dropped where there is no register. */
    public void write32(int offset, int value) {
        switch (offset) {
            case 0x04 -> liveness = written(new Liveness(value));
            case 0x08 -> factorial = written(factorial, new Factorial(value));
            case 0x20 -> status = written(status, Status.decode(value));
            case 0x60 -> raise(value);
            case 0x64 -> acknowledge(value);
            default -> {}
        }
    }

    private static Liveness written(Liveness written) {
        return new Liveness(~written.value());
    }

    private Factorial written(Factorial now, Factorial written) {
        return status.computing() ? now : written;
    }

    private static Status written(Status now, Status written) {
        return new Status(now.computing(), written.interruptWhenDone());
    }

    private void raise(int reasons) {
        interruptStatus = new InterruptStatus(interruptStatus.reasons() | reasons);
        if (interruptStatus.reasons() != 0) {
            interrupts.signal(0);
        }
    }

    private void acknowledge(int reasons) {
        interruptStatus = new InterruptStatus(interruptStatus.reasons() & ~reasons);
        if (interruptStatus.reasons() == 0) {
            interrupts.clear(0);
        }
    }
}
