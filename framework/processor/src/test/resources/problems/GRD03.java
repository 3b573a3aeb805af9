import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;
    @Register(offset = 0x08, access = Access.RO) int progress;

    @WritableWhen(0x08) // error: GRD03
    boolean idle() {
        return (control & 1) == 0;
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
