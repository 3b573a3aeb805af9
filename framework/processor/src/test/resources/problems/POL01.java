import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00,
        dispatch = Dispatch.DEDICATED)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    @OnPoll
    void look() {} // error: POL01

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
