package dev.barista.devices.mapped;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.MappedInt;
import dev.barista.spi.MappedLong;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;
import dev.barista.spi.Write;

/** Counts packets where the guest can read the count for nothing. */
@PciDevice(name = "counter", vendorId = 0x1234, deviceId = 0x7e59, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x2000, mapped = @Pages(offset = 0x1000, size = 0x1000))
final class CounterDevice extends PciFunction {
    static final int LIMIT_AFTER_RESET = 1_000;

    @Register(offset = 0x08) int sent;

    @Register(offset = 0x1000) final MappedInt packets = new MappedInt();

    @Register(offset = 0x1008, count = 4) final MappedLong totals = new MappedLong();

    @Register(offset = 0x1040, reset = LIMIT_AFTER_RESET) final MappedInt limit = new MappedInt();

    CounterDevice(DeviceContext context) {
        super(context);
    }

    @Write(offset = 0x00)
    void send(int count) {
        packets.set(packets.get() + count);
    }

    @Write(offset = 0x04)
    void account(int total) {
        int most = limit.get(); // once: the guest may change it at any time
        int index = total & 3;
        totals.set(index, Math.min(most, totals.get(index) + packets.getAndSet(0)));
        sent++;
    }
}
