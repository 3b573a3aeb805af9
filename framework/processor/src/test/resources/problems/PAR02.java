import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Parameter(name = "dma-mask") // error: PAR02
    long dmaMask = 0xffff_ffffL;

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
