import dev.barista.spi.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@PciDevice(name = "sample", vendorId = 0x1234, deviceId = 0x0001, classCode = 0x00_ff_00)
@Bar(index = 0, size = 0x1000)
final class SampleDevice extends PciFunction {
    @Register(offset = 0x00) int control;

    SampleDevice(DeviceContext context) throws IOException { // error: CTX02
        super(context);
        Files.readString(Path.of("firmware"));
    }
}
