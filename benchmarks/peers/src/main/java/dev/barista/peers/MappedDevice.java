package dev.barista.peers;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.MappedInt;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;

/** A register in a page that the guest maps, and one that it does not. */
@PciDevice(name = "mapped", vendorId = 0x1234, deviceId = 0x7e5a, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x2000, mapped = @Pages(offset = 0x1000, size = 0x1000))
final class MappedDevice extends PciFunction {
    @Register(offset = 0x04) int trapped;

    @Register(offset = 0x1000) final MappedInt mapped = new MappedInt();

    MappedDevice(DeviceContext context) {
        super(context);
    }
}
