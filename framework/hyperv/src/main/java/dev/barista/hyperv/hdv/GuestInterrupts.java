package dev.barista.hyperv.hdv;

import dev.barista.hyperv.ffi.devicehost.DeviceInstance;
import dev.barista.pci.InterruptMode;
import dev.barista.pci.InterruptSink;

/**
 * A device's interrupts on their way into the guest: the address and data that its driver has
 * programmed into the emulated capability or table. While the guest does not run they stay pending.
 *
 * <p>There is no pin: the platform exports no call for one (by documentation).
 */
final class GuestInterrupts implements InterruptSink {
    private static final System.Logger LOGGER = System.getLogger(GuestInterrupts.class.getName());

    private final String deviceName;
    private final DeviceInstance instance;
    private volatile boolean guestRuns;
    private boolean refusalLogged;
    private boolean pinLogged;

    GuestInterrupts(String deviceName, DeviceInstance instance) {
        this.deviceName = deviceName;
        this.instance = instance;
    }

    /** Whether the guest can take interrupts from now on. */
    void guestRuns(boolean runs) {
        guestRuns = runs;
    }

    @Override
    public boolean message(InterruptMode mode, int vector, long address, int data) {
        if (!guestRuns) {
            return false;
        }
        int result = instance.deliverInterrupt(address, data);
        if (result < 0 && !refusalLogged) {
            refusalLogged = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "%s: the platform refuses an interrupt (0x%08x), which stays pending"
                            .formatted(deviceName, result));
        }
        return result >= 0;
    }

    @Override
    public void intx(boolean asserted) {
        if (asserted && !pinLogged) {
            pinLogged = true;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    deviceName
                            + " asserts its interrupt pin, which Hyper-V does not have: the guest's"
                            + " driver has to use MSI or MSI-X");
        }
    }

    @Override
    public boolean ownsVectors() {
        return false;
    }
}
