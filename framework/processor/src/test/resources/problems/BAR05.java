import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(
        index = 0,
        size = 0x20,
        kind = BarKind.IO,
        mapped = @Pages(offset = 0, size = 0x1000)) // error: BAR05
final class SampleDevice extends PciFunction {
    SampleDevice(DeviceContext context) {
        super(context);
    }
}
