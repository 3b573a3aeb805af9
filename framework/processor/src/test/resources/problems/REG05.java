import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00)
    private int control; // error: REG05

    @Register(offset = 0x04)
    final int version = Integer.parseInt("1"); // error: REG05

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
