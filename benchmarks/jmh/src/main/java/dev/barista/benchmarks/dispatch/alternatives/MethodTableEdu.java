package dev.barista.benchmarks.dispatch.alternatives;

import dev.barista.spi.Interrupts;

import java.lang.invoke.MethodHandles;

/** Edu's registers for a {@link MethodTable}. */
public final class MethodTableEdu {
    private static final int COMPUTING = 0x01;
    private static final int IRQ_WHEN_DONE = 0x80;

    private final Interrupts interrupts;
    private int liveness;
    private int factorial;
    private int status;
    private int interruptStatus;

    private MethodTableEdu(Interrupts interrupts) {
        this.interrupts = interrupts;
    }

    /** The table of a new device. */
    public static MethodTable table(Interrupts interrupts) {
        return MethodTable.of(new MethodTableEdu(interrupts), 0x100, MethodHandles.lookup());
    }

    @ReadAt(0x00)
    int id() {
        return 0x0100_00ed;
    }

    @ReadAt(0x04)
    int liveness() {
        return liveness;
    }

    @WriteAt(0x04)
    void liveness(int written) {
        liveness = ~written;
    }

    @ReadAt(0x08)
    int factorial() {
        return factorial;
    }

    @WriteAt(0x08)
    void factorial(int n) {
        if ((status & COMPUTING) == 0) {
            factorial = n;
        }
    }

    @ReadAt(0x20)
    int status() {
        return status;
    }

    @WriteAt(0x20)
    void status(int written) {
        status = (status & ~IRQ_WHEN_DONE) | (written & IRQ_WHEN_DONE);
    }

    @ReadAt(0x24)
    int interruptStatus() {
        return interruptStatus;
    }

    @WriteAt(0x60)
    void raise(int reasons) {
        interruptStatus |= reasons;
        if (interruptStatus != 0) {
            interrupts.signal(0);
        }
    }

    @WriteAt(0x64)
    void acknowledge(int reasons) {
        interruptStatus &= ~reasons;
        if (interruptStatus == 0) {
            interrupts.clear(0);
        }
    }
}
