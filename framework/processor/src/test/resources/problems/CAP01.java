import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@SerialNumber(0x0011_22ff_fe33_4455L) // error: CAP01
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
