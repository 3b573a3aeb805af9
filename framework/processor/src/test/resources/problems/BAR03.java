import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(
        index = 5, // error: BAR03
        size = 0x1000,
        kind = BarKind.MEMORY_64)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00, bar = 5) int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
