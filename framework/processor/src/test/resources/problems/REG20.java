import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x4000, mapped = @Pages(offset = 0x1000, size = 0x1000))
final class SampleDevice extends PciFunction {
    @Register(offset = 0x1000) int packets; // error: REG20
    @Register(offset = 0x1004) static final int ID = 1; // error: REG20

    @Write(offset = 0x1008) // error: REG20
    void ring(int queue) {}

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
