import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@MsiX(vectors = 16, tableBar = 0, tableOffset = 0x800)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x808) // error: MSI04
    int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
