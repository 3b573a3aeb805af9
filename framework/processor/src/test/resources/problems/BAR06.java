import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(
        index = 0,
        size = 0x4000,
        mapped = {
            @Pages(offset = 0x800, size = 0x1000), // error: BAR06
            @Pages(offset = 0x2000, size = 0x100), // error: BAR06
            @Pages(offset = 0x3000, size = 0x2000), // error: BAR06
            @Pages(offset = 0x1000, size = 0) // error: BAR06
        })
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
