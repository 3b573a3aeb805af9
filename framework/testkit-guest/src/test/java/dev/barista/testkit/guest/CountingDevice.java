package dev.barista.testkit.guest;

import dev.barista.spi.Access;
import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Parameter;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

/** Counts by a step that is its parameter, and fails when told to. */
@PciDevice(name = "counting", vendorId = 0x1234, deviceId = 0xc0de, classCode = 0xff_00_00)
@Bar(index = 0, size = 0x1000)
final class CountingDevice extends PciFunction {
    static final int COUNT = 0x04;
    static final int FAIL = 0x08;

    @Register(offset = 0x00, access = Access.RO) int total;

    @Parameter(description = "what a write to COUNT adds") int step = 1;

    CountingDevice(DeviceContext context) {
        super(context);
    }

    @Write(offset = COUNT)
    void count(int ignored) {
        total += step;
    }

    @Write(offset = FAIL)
    void fail(int ignored) {
        throw new IllegalStateException("asked to fail");
    }
}
