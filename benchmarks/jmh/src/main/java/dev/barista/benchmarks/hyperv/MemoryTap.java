package dev.barista.benchmarks.hyperv;

import dev.barista.spi.Bar;
import dev.barista.spi.DeviceContext;
import dev.barista.spi.GuestMemory;
import dev.barista.spi.PciDevice;
import dev.barista.spi.PciFunction;

import java.util.concurrent.atomic.AtomicReference;

/** A device that shows its guest memory to the benchmark, which is the only one to use it. */
@PciDevice(name = "memorytap", vendorId = 0x1234, deviceId = 0x7e59, classCode = 0x00_ff_00)
@Bar(index = 0, size = 16)
final class MemoryTap extends PciFunction {
    static final AtomicReference<GuestMemory> TAPPED = new AtomicReference<>();

    MemoryTap(DeviceContext context) {
        super(context);
        TAPPED.set(context.memory());
    }
}
