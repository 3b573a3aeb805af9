import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(
        index = 0,
        size = 0x4000,
        mapped = {
            @Pages(offset = 0x1000, size = 0x2000),
            @Pages(offset = 0x2000, size = 0x1000) // error: BAR07
        })
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
