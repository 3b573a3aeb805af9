import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Transient("a scratch area that drivers clear") private final int[] area = new int[8];

    @Read(offset = 0x100, length = 0x1e) // error: REG16
    int area(int offset) {
        return area[offset / 4];
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
