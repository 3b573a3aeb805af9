package dev.barista.vfiouser;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.Dispatch;
import dev.barista.spi.MappedInt;
import dev.barista.spi.OnPoll;
import dev.barista.spi.Pages;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;
import dev.barista.spi.Register;

/** A device that looks for its requests itself: it answers each with its double. */
@PciDevice(
        name = "polled-probe",
        vendorId = 0x1234,
        deviceId = 0x7e5c,
        classCode = 0x00_ff_00,
        dispatch = Dispatch.DEDICATED)
@Bar(index = 0, size = 0x2000, mapped = @Pages(offset = 0x1000, size = 0x1000))
final class PolledProbe extends PciFunction {
    static final int REQUEST = 0x1000;
    static final int ANSWER = 0x1004;

    @Register(offset = REQUEST) final MappedInt request = new MappedInt();

    @Register(offset = ANSWER) final MappedInt answer = new MappedInt();

    PolledProbe(DeviceContext context) {
        super(context);
    }

    @OnPoll
    boolean look() {
        int number = request.getAndSet(0);
        if (number == 0) {
            return false;
        }
        answer.set(2 * number);
        return true;
    }
}
