import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;
    @Register(offset = 0x08) int source;
    @Register(offset = 0x0c, access = Access.RO) int refusals;

    @WritableWhen(0x08)
    boolean idle() {
        boolean idle = (control & 1) == 0;
        if (!idle) {
            refusals++; // error: GRD04
        }
        return idle;
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
