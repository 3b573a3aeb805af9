package dev.barista.vfiouser;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.OnRestore;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;

/**
 * A device that writes to memory as soon as it is restored: what its registers say was under way.
 */
@PciDevice(name = "resuming", vendorId = 0x1234, deviceId = 0x7e5a, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class ResumingProbe extends PciFunction {
    static final int ADDRESS = 0x00;
    static final int VALUE = 0x08;

    @Register(offset = ADDRESS) long address;

    @Register(offset = VALUE) int value;

    ResumingProbe(DeviceContext context) {
        super(context);
    }

    @OnRestore
    void resume() {
        if (value != 0) {
            memory().writeInt(address, value);
            value = 0;
        }
    }
}
