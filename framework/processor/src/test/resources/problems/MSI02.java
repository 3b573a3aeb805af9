import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
@Msi(vectors = 1)
final class SampleDevice extends PciFunction {
    static final int COMPLETION = 1;

    @Write(offset = 0x00)
    void complete(int ignored) {
        interrupts().signal(COMPLETION); // error: MSI02
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
