package dev.barista.launcher.console;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;

import java.io.PrintStream;

/** Shows interrupts as they come. Thread-safe. */
public final class InterruptPrinter implements InterruptSink {
    private final PrintStream out;
    private boolean pinAsserted;

    /** Shows them on {@code out}. */
    public InterruptPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean message(InterruptMode mode, int vector, long address, int data) {
        out.printf("interrupt: %s vector %d (0x%x at 0x%x)%n", mode, vector, data, address);
        return true;
    }

    @Override
    public synchronized void intx(boolean asserted) {
        if (asserted != pinAsserted) {
            pinAsserted = asserted;
            out.println("interrupt: pin " + (asserted ? "asserted" : "deasserted"));
        }
    }

    @Override
    public boolean ownsVectors() {
        return false;
    }
}
