package dev.barista.vfiouser;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.MappedInt;
import dev.barista.spi.MappedLong;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

/** A device with mapped pages: parts of one BAR, and all of another. */
@PciDevice(name = "mapped-probe", vendorId = 0x1234, deviceId = 0x7e58, classCode = 0x00_ff_00)
@Bar(
        index = 0,
        size = 0x4000,
        mapped = {@Pages(offset = 0x1000, size = 0x1000), @Pages(offset = 0x3000, size = 0x1000)})
@Bar(index = 2, size = 0x2000, mapped = @Pages(offset = 0, size = 0x2000))
final class MappedProbe extends PciFunction {
    /** Offsets in BAR 0. */
    static final int DOORBELL = 0x00;

    static final int TRAPPED = 0x08;
    static final int TOTAL = 0x1000;
    static final int REQUEST = 0x3ff8;

    static final int TOTAL_AFTER_RESET = 100;

    @Register(offset = TRAPPED) int trapped;

    @Register(offset = TOTAL, reset = TOTAL_AFTER_RESET) final MappedInt total = new MappedInt();

    @Register(offset = REQUEST) final MappedLong request = new MappedLong();

    MappedProbe(DeviceContext context) {
        super(context);
    }

    @Write(offset = DOORBELL)
    void ring(int ignored) {
        total.set(total.get() + (int) request.getAndSet(0));
    }
}
