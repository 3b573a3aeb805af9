package dev.barista.vfiouser;

import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.vfiouser.protocol.IrqIndex;

/**
 * A device's interrupts on their way to one client, by eventfd.
 *
 * <p>The client decides which interrupts exist: it traps the MSI-X table itself, so what the table
 * here says does not count. The pin masks itself when it fires, and fires again when it is unmasked
 * while its level still holds.
 */
final class ClientInterrupts implements InterruptSink {
    private final InterruptLines[] lines = new InterruptLines[IrqIndex.COUNT];

    /** Whether the device is stopped, and what it signals waits. */
    private volatile boolean held;

    ClientInterrupts(DeviceDescription device) {
        lines[IrqIndex.INTX] = new InterruptLines(device.intx() == null ? 0 : 1);
        lines[IrqIndex.MSI] = new InterruptLines(device.msi() == null ? 0 : device.msi().vectors());
        lines[IrqIndex.MSIX] =
                new InterruptLines(device.msix() == null ? 0 : device.msix().vectors());
        lines[IrqIndex.ERR] = new InterruptLines(0);
        lines[IrqIndex.REQ] = new InterruptLines(0);
    }

    InterruptLines lines(int index) {
        return lines[index];
    }

    /**
     * Holds interrupts back, or lets them through again; then those that wait must be tried anew.
     */
    void hold(boolean hold) {
        held = hold;
    }

    @Override
    public boolean message(InterruptMode mode, int vector, long address, int data) {
        return !held
                && lines[mode == InterruptMode.MSIX ? IrqIndex.MSIX : IrqIndex.MSI].fire(vector);
    }

    @Override
    public void intx(boolean asserted) {
        if (asserted && !held) {
            lines[IrqIndex.INTX].fireAndMask(0);
        }
    }

    @Override
    public boolean ownsVectors() {
        return true;
    }

    @Override
    public InterruptMode clientMode() {
        if (lines[IrqIndex.MSIX].inUse()) {
            return InterruptMode.MSIX;
        }
        return lines[IrqIndex.MSI].inUse() ? InterruptMode.MSI : InterruptMode.INTX;
    }
}
