import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@Intx
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    @Write
    void control(int written) { // error: REG07
        interrupts().clear(0);
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
