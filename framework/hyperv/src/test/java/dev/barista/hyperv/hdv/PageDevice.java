package dev.barista.hyperv.hdv;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.MappedInt;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

/** Counts where the guest can see it; two pages in the middle of a BAR are memory. */
@PciDevice(name = "hdvpages", vendorId = 0x1234, deviceId = 0x7e5a, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x4000, mapped = @Pages(offset = 0x1000, size = 0x2000))
final class PageDevice extends PciFunction {
    static final int ADD = 0x00;
    static final int TOTAL = 0x1000;

    @Register(offset = TOTAL) final MappedInt total = new MappedInt();

    PageDevice(DeviceContext context) {
        super(context);
    }

    @Write(offset = ADD)
    void add(int amount) {
        total.set(total.get() + amount);
    }
}
