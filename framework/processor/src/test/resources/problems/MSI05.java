import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x2000, mapped = @Pages(offset = 0, size = 0x1000))
@MsiX(vectors = 2, tableBar = 0, pbaOffset = 0x1800) // error: MSI05
final class SampleDevice extends PciFunction {
    @Register(offset = 0x1000) int control;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
