import dev.barista.spi.*;

import java.util.ArrayList;
import java.util.List;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Saved final List<Integer> queue = new ArrayList<>(); // error: STA02

    SampleDevice(DeviceContext context) {
        super(context);
    }
}
