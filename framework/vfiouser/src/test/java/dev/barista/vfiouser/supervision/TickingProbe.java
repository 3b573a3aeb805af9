package dev.barista.vfiouser.supervision;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Msi;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

import java.time.Duration;

/** A device that adds up what it is given, and interrupts when its timer runs out. */
@PciDevice(name = "ticking", vendorId = 0x1234, deviceId = 0x7e5b, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@Msi
final class TickingProbe extends PciFunction {
    static final int SUM = 0x00;
    static final int TICKS = 0x04;
    static final int ADD = 0x08;
    static final int ADD_AND_TICK = 0x0c;
    static final int START = 0x10;

    @Register(offset = SUM) int sum;

    @Register(offset = TICKS) int ticks;

    TickingProbe(DeviceContext context) {
        super(context);
    }

    @Write(offset = ADD)
    void add(int number) {
        sum += number;
    }

    /** Ticks by an event that another thread brings while this one is executed. */
    @Write(offset = ADD_AND_TICK)
    void addAndTick(int number) {
        sum += number;
        offload(() -> number, ignored -> tick());
        SupervisedAttachmentTest.whileAdding();
    }

    @Write(offset = START)
    void start(int ignored) {
        after(Duration.ofMillis(20), this::tick);
    }

    private void tick() {
        ticks++;
        SupervisedAttachmentTest.whileTicking();
        interrupts().signal(0);
    }
}
