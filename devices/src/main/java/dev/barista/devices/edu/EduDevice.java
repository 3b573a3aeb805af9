package dev.barista.devices.edu;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Intx;
import dev.barista.spi.Msi;
import dev.barista.spi.OnRestore;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.WritableWhen;
import dev.barista.spi.Write;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** The device; the package says what it follows. */
@PciDevice(
        name = "edu",
        vendorId = 0x1234,
        deviceId = 0x11e8,
        revision = 0x10,
        classCode = 0x00_ff_00,
        description = "QEMU's educational device: factorials, interrupts and DMA")
@Bar(index = 0, size = 0x10_0000)
@Intx
@Msi(maskable = false)
final class EduDevice extends PciFunction {
    static final int COMPUTING = 0x01;
    static final int IRQ_WHEN_DONE = 0x80;
    static final int FACTORIAL_DONE = 0x001;
    static final int TRANSFER_DONE = 0x100;
    static final int RUN = 1;
    static final int TO_RAM = 2;
    static final int IRQ_WHEN_TRANSFERRED = 4;
    static final long BUFFER = 0x4_0000;
    static final Duration TRANSFER_TIME = Duration.ofMillis(1);

    @Register(offset = 0x00) static final int ID = 0x0100_00ed;

    @Register(offset = 0x04) int liveness;

    @Register(offset = 0x08) int factorial;

    @Register(offset = 0x20, writable = IRQ_WHEN_DONE) int status;

    @Register(offset = 0x24, access = Access.RO) int interruptStatus;

    @Register(offset = 0x80) long dmaSource;

    @Register(offset = 0x88) long dmaDestination;

    @Register(offset = 0x90) long dmaCount;

    @Register(offset = 0x98) long dmaCommand;

    @Saved final byte[] buffer = new byte[4096];

    @Parameter(description = "Address bits that the device can drive") long dmaMask = 0x0fff_ffff;

    EduDevice(DeviceContext context) {
        super(context);
    }

    @WritableWhen(0x08)
    boolean idle() {
        return (status & COMPUTING) == 0;
    }

    @WritableWhen({0x80, 0x88, 0x90, 0x98})
    boolean notTransferring() {
        return (dmaCommand & RUN) == 0;
    }

    @Write
    int liveness(int written) {
        return ~written;
    }

    @Write
    int factorial(int n) {
        status |= COMPUTING;
        after(computingTime(n), () -> finished(product(n)));
        return n;
    }

    /** Timers are not part of a saved state: what the registers say is under way starts again. */
    @OnRestore
    void goOn() {
        if (!idle()) {
            factorial = factorial(factorial);
        }
        if (!notTransferring()) {
            after(TRANSFER_TIME, this::transfer);
        }
    }

    /** A nanosecond a factor, as if there were a loop; but the guest cannot make it long. */
    private static Duration computingTime(int n) {
        return Duration.ofNanos(Math.min(Integer.toUnsignedLong(n), 100_000_000));
    }

    /** The factorial modulo 2^32, which is 0 from 34 on. */
    private static int product(int n) {
        int product = Integer.compareUnsigned(n, 34) < 0 ? 1 : 0;
        for (int factor = 2; product != 0 && factor <= n; factor++) {
            product *= factor;
        }
        return product;
    }

    private void finished(int product) {
        factorial = product;
        status &= ~COMPUTING;
        if ((status & IRQ_WHEN_DONE) != 0) {
            raise(FACTORIAL_DONE);
        }
    }

    @Write(offset = 0x60)
    void raise(int reasons) {
        interruptStatus |= reasons;
        if (interruptStatus != 0) {
            interrupts().signal(0);
        }
    }

    @Write(offset = 0x64)
    void acknowledge(int reasons) {
        interruptStatus &= ~reasons;
        if (interruptStatus == 0) {
            interrupts().clear(0);
        }
    }

    @Write
    long dmaCommand(long command) {
        if ((command & RUN) == 0) {
            return dmaCommand;
        }
        after(TRANSFER_TIME, this::transfer);
        return command;
    }

    private void transfer() {
        boolean toRam = (dmaCommand & TO_RAM) != 0;
        long offset = (toRam ? dmaSource : dmaDestination) - BUFFER;
        long address = (toRam ? dmaDestination : dmaSource) & dmaMask;
        try {
            MemorySegment part = MemorySegment.ofArray(buffer).asSlice(offset, dmaCount);
            if (toRam) {
                memory().write(address, part);
            } else {
                memory().read(address, part);
            }
        } catch (IndexOutOfBoundsException outOfBuffer) {
            // Nothing tells the driver: the device has no error bit, only the end of the transfer.
        } finally {
            dmaCommand &= ~RUN;
            if ((dmaCommand & IRQ_WHEN_TRANSFERRED) != 0) {
                raise(TRANSFER_DONE);
            }
        }
    }
}
