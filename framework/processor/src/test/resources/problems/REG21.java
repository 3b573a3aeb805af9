import dev.barista.spi.*;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x4000, mapped = @Pages(offset = 0x1000, size = 0x1000))
final class SampleDevice extends PciFunction {
    @Register(offset = 0x1000, access = Access.RO) // error: REG21
    final MappedInt packets = new MappedInt();

    @Register(offset = 0x1008, writable = 0xff) // error: REG21
    final MappedLong mask = new MappedLong();

    @Register(offset = 0x1010) final MappedInt limit = new MappedInt();

    @Write
    int limit(int written) { // error: REG21
        return written;
    }

    @WritableWhen(0x1010) // error: REG21
    boolean stopped() {
        return true;
    }

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
